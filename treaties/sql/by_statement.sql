-- What a statement writes is looked at and journaled at once, at its end, however many rows it has.

-- The block is only copied here: whether this transaction opened it is asked at the end of the statement, of every row.
CREATE OR REPLACE FUNCTION pacta_stamp_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.block_id := nullif(pg_catalog.current_setting('pacta.block', true), '')::pg_catalog.int8;
    IF NEW.block_id IS NULL THEN
        NEW.block_id := public.pacta_current_block();
    END IF;
    RETURN NEW;
END $$;

-- A number that was set by hand, for the whole statement or for some of its rows, ends here: nothing of it stays.
CREATE OR REPLACE FUNCTION pacta_journal_fact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
DECLARE opened bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM written) THEN
        RETURN NULL;
    END IF;
    opened := pacta_current_block();
    IF EXISTS (SELECT FROM written WHERE written.block_id IS DISTINCT FROM opened) THEN
        RAISE EXCEPTION 'a fact belongs to the block that is open' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO treaties_entry (block_id, "table", key, row)
    SELECT opened, TG_TABLE_NAME, written.id::text, to_jsonb(written) FROM written ORDER BY written.id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION pacta_join_party_ids() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE treaties_agreement SET party_ids = party_ids || joined.ids
      FROM (SELECT agreement_id, array_agg(party_id ORDER BY id) AS ids FROM written GROUP BY agreement_id) joined
     WHERE treaties_agreement.id = joined.agreement_id;
    RETURN NULL;
END $$;

CREATE PROCEDURE pacta_journal_statements(facts text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER y_journal AFTER INSERT ON %I REFERENCING NEW TABLE AS written'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION pacta_journal_fact()', facts);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER y_journal', facts);
END $$;

CREATE OR REPLACE PROCEDURE pacta_protect(facts text, web text, editable text[] DEFAULT '{}') LANGUAGE plpgsql AS $$
DECLARE
    guard text := CASE WHEN editable = '{}' THEN 'pacta_refuse()'
                       ELSE format('pacta_refuse_except(%s)', (SELECT string_agg(quote_literal(c), ', ') FROM unnest(editable) c)) END;
BEGIN
    EXECUTE format('CREATE TRIGGER a_stamp BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION pacta_stamp_fact()', facts);
    CALL pacta_journal_statements(facts);
    EXECUTE format('CREATE TRIGGER b_no_update BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION %s', facts, guard);
    CALL pacta_forbid(facts, ARRAY['a_stamp', 'b_no_update']);
    CALL pacta_grant(facts, web, 'SELECT, INSERT');
END $$;

DROP TRIGGER x_join ON treaties_participation;
CREATE TRIGGER x_join AFTER INSERT ON treaties_participation REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION pacta_join_party_ids();

DO $$
DECLARE journaled text;
BEGIN
    FOR journaled IN
        SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE t.tgname = 'y_journal' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TRIGGER y_journal ON %I', journaled);
        CALL pacta_journal_statements(journaled);
    END LOOP;
END $$;
