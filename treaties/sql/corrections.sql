-- A replacement stands under the same agreement, and came in the block that puts it there; an act answers one of its own agreement.

ALTER TABLE treaties_statuschange ADD CONSTRAINT an_act_is_of_one_agreement UNIQUE (id, agreement_id);
ALTER TABLE treaties_statuschange ADD CONSTRAINT an_act_answers_one_of_its_agreement
    FOREIGN KEY (about_id, agreement_id) REFERENCES treaties_statuschange (id, agreement_id);

CREATE FUNCTION pacta_guard_correction() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    kind text := CASE WHEN NEW.status_change_id IS NULL THEN 'treaties_statusassertion' ELSE 'treaties_statuschange' END;
    earlier bigint := coalesce(NEW.status_change_id, NEW.assertion_id);
    later bigint := coalesce(NEW.replacement_change_id, NEW.replacement_assertion_id);
    fits boolean;
BEGIN
    IF later IS NULL THEN
        RETURN NEW;
    END IF;
    EXECUTE format('SELECT l.agreement_id = e.agreement_id AND l.block_id = $1 AND e.block_id <= $1 FROM %1$I e, %1$I l WHERE e.id = $2 AND l.id = $3', kind)
       INTO fits USING NEW.block_id, earlier, later;
    IF fits IS DISTINCT FROM true THEN
        RAISE EXCEPTION 'a correction puts a row of the same agreement, recorded with it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_correction_puts_a_row_of_the_same_agreement';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER c_same BEFORE INSERT ON treaties_correction FOR EACH ROW EXECUTE FUNCTION pacta_guard_correction();
ALTER TABLE treaties_correction ENABLE ALWAYS TRIGGER c_same;
