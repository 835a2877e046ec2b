-- The settlement of a cycle is read from the index alone: docs/decisions/0031.
DROP INDEX call_charge_by_cycle;
CREATE INDEX call_charge_by_cycle ON call_charge (company, booked_cycle, payer, billing, rate_class, part, billed_s, net, gross, answered_at);
