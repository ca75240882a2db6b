-- Accepted trades, each once.
SELECT t.rowid AS row_id, t.dataset_id, t.venue, t.market, t.time, t.trade_id, t.side, t.price, t.amount, coalesce(t.quote_amount, t.price * t.amount) AS quote_amount
FROM trade t
WHERE t.ok AND t.rowid NOT IN (SELECT row_id FROM stg_repetition WHERE target = 'trade')
