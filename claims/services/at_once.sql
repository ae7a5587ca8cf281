-- Redeems a usual code, as at_once.py beside it says: one row if it did, none where the plain way has to decide.
CREATE OR REPLACE FUNCTION claims_redeem_at_once(
    our_digest bytea, their_digest bytea, program bigint, participant bigint, company bigint, redeemed_by bigint,
    holder text, giver text, from_address inet, from_device text, free_of_account integer, free_of_device integer,
    free_of_address integer, moment timestamptz, tries_since timestamptz, today date, claim_number text
) RETURNS TABLE (new_claim bigint, new_uuid uuid, of_campaign bigint)
LANGUAGE plpgsql AS $$
DECLARE
    code record;
    batch record;
    account record;
    units text[];
    amounts bigint[];
    takers bigint[] := ARRAY[NULL, NULL];
    balances bigint[] := ARRAY[0, 0];
    payers bigint[];
    new_award bigint;
    moved bigint;
    last_day date;
    lasts_on text := '';
    booked_at timestamptz := moment;
BEGIN
    IF (SELECT count(*) FROM claims_wrongcodetry w WHERE w.participant_id = participant AND w.made_at > tries_since)
            >= free_of_account
        OR (SELECT count(*) FROM claims_wrongcodetry w WHERE w.address = from_address AND w.made_at > tries_since)
            >= free_of_address
        OR from_device <> '' AND (
            SELECT count(*) FROM claims_wrongcodetry w WHERE w.device = from_device AND w.made_at > tries_since)
            >= free_of_device
    THEN
        RETURN;
    END IF;

    -- Who shares points with a company is paid in parts.
    IF company IS NOT NULL AND (
        SELECT coalesce(m.points_share, c.points_share) FROM participants_company c
        LEFT JOIN participants_membership m ON m.participant_id = participant AND m.ended_at IS NULL
        WHERE c.id = company) > 0
    THEN
        RETURN;
    END IF;

    SELECT c.id, c.batch_id, c.serial INTO code FROM campaigns_onpackcode c
    WHERE c.digest = ANY (ARRAY[our_digest, their_digest]);
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT b.product_id, b.points, b.credits, b.campaign_id,
        CASE WHEN its.own THEN g.points_last ELSE o.points_last END AS lasts,
        CASE WHEN its.own THEN g.points_last_days ELSE o.points_last_days END AS days,
        CASE WHEN its.own THEN g.points_end_of ELSE o.points_end_of END AS end_of
    INTO batch
    FROM campaigns_codebatch b
    JOIN campaigns_campaign g ON g.id = b.campaign_id
    JOIN programs_program o ON o.id = g.program_id
    CROSS JOIN LATERAL (SELECT g.points_last = 'never' OR coalesce(g.points_last_days, 0) > 0 AS own) its
    WHERE b.id = code.batch_id AND g.program_id = program AND b.state = 'live' AND g.is_live AND g.takes_codes
        AND (b.valid_from IS NULL OR b.valid_from <= today) AND (b.valid_until IS NULL OR b.valid_until >= today)
        AND NOT g.codes_need_ean AND NOT g.codes_need_place AND NOT g.codes_need_document
        AND g.points_budget IS NULL AND g.credits_budget IS NULL;
    IF NOT FOUND
        OR EXISTS (SELECT FROM campaigns_recalledrange r
            WHERE r.batch_id = code.batch_id AND code.serial BETWEEN r.first AND r.last)
        OR EXISTS (SELECT FROM campaigns_rangemove m
            WHERE m.batch_id = code.batch_id AND code.serial BETWEEN m.first AND m.last)
    THEN
        RETURN;
    END IF;

    -- Locked in the order of their keys, as the ledger does. What is owed is kept back by the plain way.
    FOR account IN
        SELECT a.id, a.balance, a.moved_at, a.kind, CASE a.unit WHEN 'points' THEN 1 ELSE 2 END AS place
        FROM ledger_account a
        WHERE a.program_id = program AND a.owner = holder AND a.kind IN ('participant', 'owed')
        ORDER BY a.id FOR NO KEY UPDATE
    LOOP
        IF account.kind = 'participant' THEN
            takers[account.place] := account.id;
            balances[account.place] := account.balance;
        ELSIF account.balance <> 0 THEN
            RETURN;
        END IF;
        booked_at := greatest(booked_at, account.moved_at);
    END LOOP;
    units := CASE WHEN batch.credits > 0 THEN ARRAY['points', 'credits'] ELSE ARRAY['points'] END;
    amounts := ARRAY[batch.points, batch.credits];
    payers := ARRAY(
        SELECT a.id FROM ledger_account a
        WHERE a.program_id = program AND a.owner = giver AND a.kind = 'organizer' AND a.unit = ANY (units)
        ORDER BY a.unit DESC);
    IF cardinality(payers) < cardinality(units) OR takers[1] IS NULL OR batch.credits > 0 AND takers[2] IS NULL THEN
        RETURN;
    END IF;

    -- The first line that is written decides who wins; after it there is no way out but the end.
    new_claim := nextval('claims_claim_id_seq');
    INSERT INTO claims_coderedemption (code_id, claim_id, redeemed_at) VALUES (code.id, new_claim, moment)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    new_uuid := gen_random_uuid();
    of_campaign := batch.campaign_id;
    INSERT INTO claims_claim (
        id, uuid, number, program_id, participant_id, campaign_id, kind, status, intake_key, issuer_name,
        issuer_tax_id, document_number, issue_date, currency, document_id, identity_key, desk, created_at,
        submitted_at, decided_at)
    VALUES (
        new_claim, new_uuid, claim_number, program, participant, of_campaign, 'code', 'verified', gen_random_uuid(),
        '', '', '', today, '', '', '', '', moment, moment, moment);
    INSERT INTO claims_claimline (
        uuid, claim_id, position, description, product_id, quantity, unit, confirmed_quantity, returned_quantity)
    VALUES (gen_random_uuid(), new_claim, 1, '', batch.product_id, 1, '', 1, 0);
    INSERT INTO claims_claimevent (claim_id, was, became, reason, note, made_by_id, made_at)
    VALUES (new_claim, '', 'verified', '', '', redeemed_by, moment);
    INSERT INTO claims_award (claim_id, number, facts, policy, is_budgeted, made_at)
    VALUES (new_claim, 1, '{}', '{}', FALSE, moment) RETURNING id INTO new_award;

    IF batch.lasts <> 'never' AND batch.days > 0 THEN
        last_day := today + batch.days::integer;
        IF batch.end_of <> 'day' THEN
            last_day := date_trunc(batch.end_of, last_day::timestamp) - interval '1 day'
                + CASE batch.end_of WHEN 'quarter' THEN interval '3 months' ELSE ('1 ' || batch.end_of)::interval END;
        END IF;
        IF batch.lasts = 'idle' THEN
            lasts_on := batch.days || ' ' || batch.end_of;
        END IF;
    END IF;
    FOR place IN 1 .. cardinality(units) LOOP
        INSERT INTO claims_awardline (
            award_id, batch_id, product_id, counted, unit, quantity, "full", taken_back, capped_by, rewards)
        VALUES (
            new_award, code.batch_id, batch.product_id, 1, units[place], amounts[place], amounts[place], 0, '[]',
            'participant');
        INSERT INTO ledger_transfer (
            program_id, reference, leg, kind, unit, debit_id, credit_id, amount, credit_balance, note, made_by_id,
            made_at)
        VALUES (
            program, 'claim:' || new_uuid || ':award', place - 1, 'award', units[place], payers[place], takers[place],
            amounts[place], balances[place] + amounts[place], claim_number, redeemed_by, booked_at)
        RETURNING id INTO moved;
        INSERT INTO ledger_lot (account_id, transfer_id, amount, remaining, expires_on, stretch)
        VALUES (
            takers[place], moved, amounts[place], amounts[place], CASE place WHEN 1 THEN last_day END,
            CASE place WHEN 1 THEN lasts_on ELSE '' END);
    END LOOP;
    RETURN NEXT;
END $$
