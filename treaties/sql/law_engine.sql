-- What stands between two, judgements and corrected clauses belong to one agreement; pair timelines are kept like timelines.

CREATE OR REPLACE FUNCTION pacta_guard_correction() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    kind text := CASE WHEN NEW.status_change_id IS NOT NULL THEN 'treaties_statuschange'
                      WHEN NEW.assertion_id IS NOT NULL THEN 'treaties_statusassertion'
                      ELSE 'treaties_clause' END;
    earlier bigint := coalesce(NEW.status_change_id, NEW.assertion_id, NEW.clause_id);
    later bigint := coalesce(NEW.replacement_change_id, NEW.replacement_assertion_id, NEW.replacement_clause_id);
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

ALTER TABLE treaties_statusassertion ADD CONSTRAINT an_assertion_is_of_one_agreement UNIQUE (id, agreement_id);
ALTER TABLE treaties_judgement ADD CONSTRAINT a_judgement_is_on_an_assertion_of_its_agreement
    FOREIGN KEY (assertion_id, agreement_id) REFERENCES treaties_statusassertion (id, agreement_id);
ALTER TABLE treaties_judgement ADD CONSTRAINT a_judgement_is_on_an_act_of_its_agreement
    FOREIGN KEY (status_change_id, agreement_id) REFERENCES treaties_statuschange (id, agreement_id);
ALTER TABLE treaties_pairtimeline ADD CONSTRAINT one_of_a_pair_is_under_its_agreement
    FOREIGN KEY (one_id, agreement_id) REFERENCES treaties_participation (id, agreement_id);
ALTER TABLE treaties_pairtimeline ADD CONSTRAINT the_other_of_a_pair_is_under_its_agreement
    FOREIGN KEY (other_id, agreement_id) REFERENCES treaties_participation (id, agreement_id);

CREATE TRIGGER a_stamp BEFORE INSERT ON treaties_pairtimeline FOR EACH ROW EXECUTE FUNCTION pacta_stamp_timeline();
CREATE TRIGGER b_no_update BEFORE UPDATE ON treaties_pairtimeline FOR EACH ROW EXECUTE FUNCTION pacta_close_timeline();
CALL pacta_forbid('treaties_pairtimeline', ARRAY['a_stamp', 'b_no_update']);
