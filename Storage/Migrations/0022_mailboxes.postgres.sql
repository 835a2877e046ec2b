INSERT INTO number_holder (company, number, employee)
SELECT c.id, e.value ->> 'mobile' AS number, min(e.value ->> 'id')
FROM company c JOIN company_revision r ON r.company = c.id AND r.revision = c.revision
    CROSS JOIN LATERAL jsonb_array_elements(convert_from(r.document, 'UTF8')::jsonb -> 'employees') e
WHERE e.value ->> 'mobile' IS NOT NULL AND e.value ->> 'id' IS NOT NULL
GROUP BY c.id, number HAVING count(*) = 1;
CREATE INDEX number_holder_by_number ON number_holder (company, number);

UPDATE voicemail_message SET owner = h.employee FROM number_holder h WHERE h.company = voicemail_message.company AND h.number = voicemail_message.owner;
UPDATE voicemail_greeting SET owner = h.employee FROM number_holder h WHERE h.company = voicemail_greeting.company AND h.number = voicemail_greeting.owner;
UPDATE voicemail_pin_failure SET owner = h.employee FROM number_holder h WHERE h.company = voicemail_pin_failure.company AND h.number = voicemail_pin_failure.owner;
UPDATE voicemail_pin_lock SET owner = h.employee FROM number_holder h WHERE h.company = voicemail_pin_lock.company AND h.number = voicemail_pin_lock.owner;

DROP TABLE number_holder;
