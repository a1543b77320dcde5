-- A proposal stays as it was proposed, and is decided once.

CREATE FUNCTION pacta_decide_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decision <> '' THEN
        RAISE EXCEPTION 'UPDATE on % is refused: it was decided before', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION pacta_begin_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decision <> '' THEN
        RAISE EXCEPTION 'INSERT on % is refused: a proposal begins by waiting', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_waits BEFORE INSERT ON treaties_proposal FOR EACH ROW EXECUTE FUNCTION pacta_begin_waiting();
CREATE TRIGGER b_no_update BEFORE UPDATE ON treaties_proposal FOR EACH ROW
EXECUTE FUNCTION pacta_refuse_except('decision', 'decided_by_id', 'decided_at', 'decision_reason', 'amended', 'recorded_in_id');
CREATE TRIGGER c_once BEFORE UPDATE ON treaties_proposal FOR EACH ROW EXECUTE FUNCTION pacta_decide_once();
CALL pacta_forbid('treaties_proposal', ARRAY['a_waits', 'b_no_update', 'c_once']);
