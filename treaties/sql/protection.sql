-- Which table is protected in which way.

CREATE TRIGGER a_empty BEFORE INSERT ON treaties_agreement FOR EACH ROW EXECUTE FUNCTION pacta_empty_party_ids();
CREATE TRIGGER x_join AFTER INSERT ON treaties_participation FOR EACH ROW EXECUTE FUNCTION pacta_join_party_ids();
CREATE CONSTRAINT TRIGGER z_sides AFTER INSERT ON treaties_agreement
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pacta_check_sides('id');
CREATE CONSTRAINT TRIGGER z_sides AFTER INSERT ON treaties_participation
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pacta_check_sides('agreement_id');

CREATE TRIGGER a_stamp BEFORE INSERT ON treaties_timeline FOR EACH ROW EXECUTE FUNCTION pacta_stamp_timeline();
CREATE TRIGGER b_no_update BEFORE UPDATE ON treaties_timeline FOR EACH ROW EXECUTE FUNCTION pacta_close_timeline();
CALL pacta_forbid('treaties_timeline', ARRAY['a_stamp', 'b_no_update']);

CREATE TRIGGER b_no_update BEFORE UPDATE ON treaties_block FOR EACH ROW EXECUTE FUNCTION pacta_refuse();
CREATE TRIGGER b_no_update BEFORE UPDATE ON treaties_entry FOR EACH ROW EXECUTE FUNCTION pacta_refuse();
CREATE TRIGGER b_no_update BEFORE UPDATE ON treaties_seal FOR EACH ROW EXECUTE FUNCTION pacta_refuse();
CALL pacta_forbid('treaties_block', ARRAY['b_no_update', 'z_seal']);
CALL pacta_forbid('treaties_entry', ARRAY['b_no_update']);
CALL pacta_forbid('treaties_seal', ARRAY['b_no_update']);

-- A fact of one agreement cannot hang on a participation in another.
ALTER TABLE treaties_participation ADD CONSTRAINT a_participation_is_in_one_agreement UNIQUE (id, agreement_id);
ALTER TABLE treaties_statuschange ADD CONSTRAINT an_act_is_by_a_participant_of_its_agreement
    FOREIGN KEY (participation_id, agreement_id) REFERENCES treaties_participation (id, agreement_id);
ALTER TABLE treaties_timeline ADD CONSTRAINT a_standing_is_under_its_agreement
    FOREIGN KEY (participation_id, agreement_id) REFERENCES treaties_participation (id, agreement_id);

INSERT INTO treaties_head (id, no) VALUES (1, 0);
CREATE TRIGGER b_no_update BEFORE UPDATE ON treaties_head FOR EACH ROW EXECUTE FUNCTION pacta_count_on();
CALL pacta_forbid('treaties_head', ARRAY['b_no_update']);
