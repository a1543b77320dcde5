-- What the database refuses, whoever asks: edits and deletes of facts, and timelines or sides that cannot be.

CREATE FUNCTION pacta_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the record is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'A mistake is answered by a further row.';
END $$;

-- Only the named columns, all of them derived, may change.
CREATE FUNCTION pacta_refuse_except() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
        RAISE EXCEPTION 'UPDATE on % is refused: the record is append-only', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'Only what is derived may change.';
    END IF;
    RETURN NEW;
END $$;

-- A timeline may be mended by the block that wrote it; after that it only stops being the current one, in the block that replaces it.
CREATE FUNCTION pacta_close_timeline() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    number bigint := pacta_current_block();
    derived text[] := CASE WHEN OLD.known_from_id = number THEN ARRAY['days', 'codes', 'story'] ELSE ARRAY['known_until_id'] END;
BEGIN
    IF OLD.known_until_id IS NOT NULL OR to_jsonb(NEW) - derived IS DISTINCT FROM to_jsonb(OLD) - derived THEN
        RAISE EXCEPTION 'UPDATE on % is refused: what was known stays', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.known_until_id IS NOT NULL THEN
        NEW.known_until_id := number;
    END IF;
    RETURN NEW;
END $$;

-- The head only counts on, by one.
CREATE FUNCTION pacta_count_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id IS DISTINCT FROM OLD.id OR NEW.no IS DISTINCT FROM OLD.no + 1 THEN
        RAISE EXCEPTION 'UPDATE on % is refused: blocks are numbered without gaps', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION pacta_stamp_timeline() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.known_from_id := pacta_current_block();
    NEW.known_until_id := NULL;
    RETURN NEW;
END $$;

CREATE FUNCTION pacta_empty_party_ids() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.party_ids := '{}';
    RETURN NEW;
END $$;

CREATE FUNCTION pacta_join_party_ids() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE treaties_agreement SET party_ids = party_ids || NEW.party_id WHERE id = NEW.agreement_id;
    RETURN NULL;
END $$;

CREATE FUNCTION pacta_check_sides() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    file bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    bilateral boolean;
    sides smallint[];
    without_side integer;
BEGIN
    SELECT is_bilateral INTO bilateral FROM treaties_agreement WHERE id = file;
    SELECT coalesce(array_agg(DISTINCT side ORDER BY side) FILTER (WHERE side IS NOT NULL), '{}'),
           count(*) FILTER (WHERE side IS NULL)
      INTO sides, without_side FROM treaties_participation WHERE agreement_id = file;
    IF bilateral AND (sides <> '{1,2}' OR without_side > 0) THEN
        RAISE EXCEPTION 'a bilateral agreement has exactly two sides'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_bilateral_agreement_has_exactly_two_sides';
    ELSIF NOT bilateral AND sides <> '{}' THEN
        RAISE EXCEPTION 'a multilateral agreement has no sides'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_multilateral_agreement_has_no_sides';
    END IF;
    RETURN NULL;
END $$;

-- Triggers and grants of one table of facts. ALWAYS: they fire under session_replication_role = replica too.
CREATE PROCEDURE pacta_protect(facts text, web text, editable text[] DEFAULT '{}') LANGUAGE plpgsql AS $$
DECLARE
    guard text := CASE WHEN editable = '{}' THEN 'pacta_refuse()'
                       ELSE format('pacta_refuse_except(%s)', (SELECT string_agg(quote_literal(c), ', ') FROM unnest(editable) c)) END;
BEGIN
    EXECUTE format('CREATE TRIGGER a_stamp BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION pacta_stamp_fact()', facts);
    EXECUTE format('CREATE TRIGGER y_journal AFTER INSERT ON %I FOR EACH ROW EXECUTE FUNCTION pacta_journal_fact()', facts);
    EXECUTE format('CREATE TRIGGER b_no_update BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION %s', facts, guard);
    CALL pacta_forbid(facts, ARRAY['a_stamp', 'y_journal', 'b_no_update']);
    CALL pacta_grant(facts, web, 'SELECT, INSERT');
END $$;

CREATE PROCEDURE pacta_forbid(facts text, triggers text[]) LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
    EXECUTE format('CREATE TRIGGER b_no_delete BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION pacta_refuse()', facts);
    EXECUTE format('CREATE TRIGGER b_no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION pacta_refuse()', facts);
    FOREACH name IN ARRAY triggers || ARRAY['b_no_delete', 'b_no_truncate'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', facts, name);
    END LOOP;
END $$;

-- Where one login owns and serves, there is nobody to grant to: only the triggers protect then.
CREATE PROCEDURE pacta_grant(facts text, web text, privileges text) LANGUAGE plpgsql AS $$
BEGIN
    IF web <> current_user THEN
        EXECUTE format('REVOKE ALL ON %I FROM %I', facts, web);
        EXECUTE format('GRANT %s ON %I TO %I', privileges, facts, web);
    END IF;
END $$;
