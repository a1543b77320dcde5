-- What a correction of a fact about an appeal may put, and links that say the same twice.

CREATE OR REPLACE FUNCTION pacta_guard_appeal_correction() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    kind text := CASE WHEN NEW.response_id IS NOT NULL THEN 'appeals_response'
                      WHEN NEW.outcome_id IS NOT NULL THEN 'appeals_outcome'
                      WHEN NEW.link_id IS NOT NULL THEN 'appeals_link'
                      ELSE 'appeals_signatory' END;
    whose text := CASE WHEN NEW.outcome_id IS NOT NULL THEN 'demand_id' ELSE 'appeal_id' END;
    earlier bigint := coalesce(NEW.response_id, NEW.outcome_id, NEW.link_id, NEW.signatory_id);
    later bigint := coalesce(NEW.replacement_response_id, NEW.replacement_outcome_id, NEW.replacement_link_id, NEW.replacement_signatory_id);
    fits boolean;
BEGIN
    IF later IS NULL THEN
        RETURN NEW;
    END IF;
    EXECUTE format('SELECT l.%2$I = e.%2$I AND l.block_id = $1 FROM %1$I e, %1$I l WHERE e.id = $2 AND l.id = $3', kind, whose)
       INTO fits USING NEW.block_id, earlier, later;
    IF fits IS DISTINCT FROM true THEN
        RAISE EXCEPTION 'a correction puts a row about the same appeal, recorded with it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_correction_puts_a_row_about_the_same_appeal';
    END IF;
    RETURN NEW;
END $$;

-- An appeal later than the decision can only be followed or supported. Where both can only be on one day, neither came first, unless a
-- source that the link cites, about their order, says so: that is looked at when the block is closed, once the citations are there.
CREATE FUNCTION pacta_days_of_link(link appeals_link, OUT decided_earliest date, OUT decided_latest date, OUT issued_earliest date, OUT issued_latest date)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    SELECT a.issued_on_earliest, a.issued_on_latest INTO issued_earliest, issued_latest FROM appeals_appeal a WHERE a.id = link.appeal_id;
    SELECT CASE
               WHEN c.done_on IS NULL AND c.received_on IS NULL THEN c.effective_on_earliest
               WHEN (c.done_on IS NOT NULL AND c.done_on_earliest IS NULL)
                 OR (c.received_on IS NOT NULL AND c.received_on_earliest IS NULL) THEN NULL
               ELSE least(c.done_on_earliest, c.received_on_earliest)
           END,
           CASE
               WHEN c.done_on IS NULL AND c.received_on IS NULL THEN c.effective_on_latest
               ELSE least(c.done_on_latest, c.received_on_latest)
           END
      INTO decided_earliest, decided_latest FROM treaties_statuschange c WHERE c.id = link.status_change_id;
END $$;

CREATE OR REPLACE FUNCTION pacta_guard_chronology() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    day record;
    is_deferred boolean := TG_WHEN = 'AFTER';
    is_same_day boolean;
    is_sourced boolean := false;
BEGIN
    SELECT * INTO day FROM pacta_days_of_link(NEW);
    is_same_day := CASE NEW.relation WHEN 'followed' THEN day.issued_latest = day.decided_earliest ELSE day.decided_latest = day.issued_earliest END;
    IF is_deferred THEN
        is_sourced := EXISTS (SELECT FROM appeals_appealcitation c WHERE c.link_id = NEW.id AND c.about = 'order');
    END IF;
    IF NEW.relation NOT IN ('followed', 'supported')
       AND (day.decided_latest < day.issued_earliest OR (is_deferred AND is_same_day AND NOT is_sourced)) THEN
        RAISE EXCEPTION 'the appeal is not earlier than the decision: it can only be followed or supported'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_link_respects_chronology';
    ELSIF NEW.relation = 'followed'
       AND (day.issued_latest < day.decided_earliest OR (is_deferred AND is_same_day AND NOT is_sourced)) THEN
        RAISE EXCEPTION 'the appeal is not later than the decision: it did not follow it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_link_respects_chronology';
    END IF;
    RETURN CASE WHEN is_deferred THEN NULL ELSE NEW END;
END $$;

CREATE CONSTRAINT TRIGGER z_order AFTER INSERT ON appeals_link
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pacta_guard_chronology();
ALTER TABLE appeals_link ENABLE ALWAYS TRIGGER z_order;

-- Looked at when the block is closed: a correction puts the new link before it says that the old one stands no longer.
CREATE FUNCTION pacta_guard_link_once() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM appeals_link l WHERE l.appeal_id = NEW.appeal_id AND l.status_change_id = NEW.status_change_id
           AND l.relation = NEW.relation AND l.demand_id IS NOT DISTINCT FROM NEW.demand_id
           AND NOT EXISTS (SELECT FROM appeals_appealcorrection c WHERE c.link_id = l.id)) > 1 THEN
        RAISE EXCEPTION 'this appeal is already linked to this act in this way'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'a_link_is_made_once';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER z_once AFTER INSERT ON appeals_link
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pacta_guard_link_once();
ALTER TABLE appeals_link ENABLE ALWAYS TRIGGER z_once;

ALTER TABLE appeals_signatory ADD CONSTRAINT a_signatory_is_of_one_appeal UNIQUE (id, appeal_id);
