-- What the change feed reads: the rows of a table in the order of (block, id), by an index alone.

CREATE PROCEDURE pacta_in_order(facts text, block text DEFAULT 'block_id') LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE INDEX %I ON %I (%I, id)', facts || '_in_order', facts, block);
END $$;
