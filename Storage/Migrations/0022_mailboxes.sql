-- A mailbox is an employee's, whatever number he has, or a line's: docs/decisions/0039. Who has which number now, as the documents of companies tell.
CREATE TEMPORARY TABLE number_holder (company TEXT NOT NULL, number TEXT NOT NULL, employee TEXT NOT NULL);
