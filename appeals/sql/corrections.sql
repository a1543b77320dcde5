-- A replacement answers the same appeal, or tells of the same demand, and came in the block that puts it there.

CREATE FUNCTION pacta_guard_appeal_correction() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE fits boolean := true;
BEGIN
    IF NEW.replacement_response_id IS NOT NULL THEN
        SELECT l.appeal_id = e.appeal_id AND l.block_id = NEW.block_id INTO fits FROM appeals_response e, appeals_response l
         WHERE e.id = NEW.response_id AND l.id = NEW.replacement_response_id;
    ELSIF NEW.replacement_outcome_id IS NOT NULL THEN
        SELECT l.demand_id = e.demand_id AND l.block_id = NEW.block_id INTO fits FROM appeals_outcome e, appeals_outcome l
         WHERE e.id = NEW.outcome_id AND l.id = NEW.replacement_outcome_id;
    END IF;
    IF fits IS DISTINCT FROM true THEN
        RAISE EXCEPTION 'a correction puts a row about the same appeal, recorded with it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_correction_puts_a_row_about_the_same_appeal';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER c_same BEFORE INSERT ON appeals_appealcorrection FOR EACH ROW EXECUTE FUNCTION pacta_guard_appeal_correction();
ALTER TABLE appeals_appealcorrection ENABLE ALWAYS TRIGGER c_same;
