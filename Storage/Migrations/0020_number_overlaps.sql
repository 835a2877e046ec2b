-- Whether a number is taken is asked in steps that do not grow with the numbers of a company: see Companies/NumberOverlaps.cs.
CREATE INDEX owned_range_by_first ON owned_range (first_number, company);
CREATE INDEX owned_range_wide ON owned_range (first_number, last_number, company) WHERE first_number < last_number;
CREATE INDEX owned_range_wide_of ON owned_range (company, first_number, last_number) WHERE first_number < last_number;
DROP INDEX owned_range_by_number;
