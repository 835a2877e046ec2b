-- What an employee has used of his limit and his own money are his, whatever number he has: docs/decisions/0039.

-- Who has which number now, as the documents of companies tell. The prepaid account is not his by the number where he has a named one, or where another employee's is named like his id.
CREATE TEMPORARY TABLE number_holder (company TEXT NOT NULL, number TEXT NOT NULL, employee TEXT NOT NULL, own_purse INTEGER NOT NULL);
