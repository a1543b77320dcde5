-- The journal. Opening a block takes the next number under the head row's lock; facts carry it; sealing hashes it at commit.

CREATE FUNCTION pacta_open_block(actor text, reason text, request text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE number bigint;
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'serializable') THEN
        RAISE EXCEPTION 'a block needs READ COMMITTED or SERIALIZABLE, not %', current_setting('transaction_isolation')
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    UPDATE treaties_head SET no = no + 1 WHERE id = 1 RETURNING no INTO number;
    INSERT INTO treaties_block (no, at, actor, reason, request, transaction)
    VALUES (number, clock_timestamp(), btrim(actor), btrim(reason), request, pg_current_xact_id()::text::bigint);
    PERFORM set_config('pacta.block', number::text, true);
    RETURN number;
END $$;

-- The block that this very transaction opened; a number set by hand, or left from another transaction, is refused.
CREATE FUNCTION pacta_current_block() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE number bigint := nullif(current_setting('pacta.block', true), '')::bigint;
BEGIN
    IF number IS NULL OR NOT EXISTS (
        SELECT FROM treaties_block WHERE no = number AND transaction = pg_current_xact_id_if_assigned()::text::bigint
    ) THEN
        RAISE EXCEPTION 'no block is open: a write to the record needs an actor and a reason'
            USING ERRCODE = 'insufficient_privilege', HINT = 'Write through treaties.actions.';
    END IF;
    IF EXISTS (SELECT FROM treaties_seal WHERE block_id = number) THEN
        RAISE EXCEPTION 'block % is sealed', number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN number;
END $$;

CREATE FUNCTION pacta_stamp_fact() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.block_id := pacta_current_block();
    RETURN NEW;
END $$;

CREATE FUNCTION pacta_journal_fact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
BEGIN
    INSERT INTO treaties_entry (block_id, "table", key, row)
    VALUES (NEW.block_id, TG_TABLE_NAME, NEW.id::text, to_jsonb(NEW));
    RETURN NULL;
END $$;

CREATE FUNCTION pacta_block_digest(number bigint, before bytea) RETURNS bytea
LANGUAGE sql STABLE SET search_path = public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
    SELECT sha256(
        before
        || convert_to(jsonb_build_array(
            b.no, to_char(b.at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), b.actor, b.reason, b.request)::text, 'UTF8')
        || coalesce((
            SELECT string_agg(sha256(convert_to(jsonb_build_array(e."table", e.key, e.row)::text, 'UTF8')), ''::bytea ORDER BY e.id)
            FROM treaties_entry e WHERE e.block_id = b.no), ''::bytea))
    FROM treaties_block b WHERE b.no = number
$$;

CREATE FUNCTION pacta_seal_block() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE before bytea := coalesce((SELECT digest FROM treaties_seal WHERE block_id = NEW.no - 1), sha256('pacta'));
BEGIN
    INSERT INTO treaties_seal (block_id, entries, digest)
    VALUES (NEW.no, (SELECT count(*) FROM treaties_entry WHERE block_id = NEW.no), pacta_block_digest(NEW.no, before));
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER z_seal AFTER INSERT ON treaties_block
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pacta_seal_block();

-- No row: every block is there, in order, sealed over the one before, with the entries that were sealed.
CREATE FUNCTION pacta_journal_problems() RETURNS TABLE (block bigint, problem text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH chain AS (
        SELECT b.no, s.digest, s.entries,
               lag(b.no, 1, 0::bigint) OVER (ORDER BY b.no) AS number_before,
               lag(s.digest, 1, sha256('pacta')) OVER (ORDER BY b.no) AS digest_before
        FROM treaties_block b LEFT JOIN treaties_seal s ON s.block_id = b.no
    )
    SELECT no, 'a number is missing before it' FROM chain WHERE no <> number_before + 1
    UNION ALL SELECT no, 'it has no seal' FROM chain WHERE digest IS NULL
    UNION ALL SELECT no, 'its seal does not fit what it holds' FROM chain
        WHERE digest IS NOT NULL AND digest IS DISTINCT FROM pacta_block_digest(no, digest_before)
    UNION ALL SELECT h.no, 'the head is not the last block' FROM treaties_head h
        WHERE h.no <> coalesce((SELECT max(no) FROM treaties_block), 0)
$$;
