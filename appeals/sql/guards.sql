-- An appeal later than the decision can only be followed or supported (the decision: the earliest known of done and received;
-- where neither is known, the effective day). On the same day neither side came first: that order needs a further source.

CREATE FUNCTION pacta_guard_chronology() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    decided_earliest date; decided_latest date; issued_earliest date; issued_latest date;
BEGIN
    SELECT issued_on_earliest, issued_on_latest INTO issued_earliest, issued_latest FROM appeals_appeal WHERE id = NEW.appeal_id;
    SELECT CASE
               WHEN done_on IS NULL AND received_on IS NULL THEN effective_on_earliest
               WHEN (done_on IS NOT NULL AND done_on_earliest IS NULL)
                 OR (received_on IS NOT NULL AND received_on_earliest IS NULL) THEN NULL
               ELSE least(done_on_earliest, received_on_earliest)
           END,
           CASE
               WHEN done_on IS NULL AND received_on IS NULL THEN effective_on_latest
               ELSE least(done_on_latest, received_on_latest)
           END
      INTO decided_earliest, decided_latest FROM treaties_statuschange WHERE id = NEW.status_change_id;
    IF NEW.relation NOT IN ('followed', 'supported') AND decided_latest <= issued_earliest THEN
        RAISE EXCEPTION 'the appeal is not earlier than the decision: it can only be followed or supported'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_link_respects_chronology';
    ELSIF NEW.relation = 'followed' AND issued_latest <= decided_earliest THEN
        RAISE EXCEPTION 'the appeal is not later than the decision: it did not follow it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_link_respects_chronology';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER c_chronology BEFORE INSERT ON appeals_link FOR EACH ROW EXECUTE FUNCTION pacta_guard_chronology();
ALTER TABLE appeals_link ENABLE ALWAYS TRIGGER c_chronology;

ALTER TABLE appeals_demand ADD CONSTRAINT a_demand_is_of_one_appeal UNIQUE (id, appeal_id);
ALTER TABLE appeals_link ADD CONSTRAINT a_link_is_of_a_demand_of_its_appeal
    FOREIGN KEY (demand_id, appeal_id) REFERENCES appeals_demand (id, appeal_id);
