WITH read AS (
  SELECT *,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    -- the column is called UnixTimestamp and holds a date and time
    any_time(time) AS event_time,
    whole(block) AS block_number,
    address_text(contract) AS token,
    decimal_text(amount) AS amount_text,
    -- the column stands twice, with the same value
    coalesce(whole(decimals), whole(decimals_again)) AS places
  FROM raw
), scaled AS (
  SELECT *, CASE WHEN places <= 77 THEN places END::SMALLINT AS scale FROM read
)
SELECT
  $chain AS chain, event_time AS time, block_number AS block, tx AS tx_hash, 'token' AS kind,
  sender AS from_address, receiver AS to_address, token AS asset, blank(symbol) AS symbol,
  amount_text, scale AS amount_scale, amount_double(amount_text, scale) AS amount,
  CASE WHEN blank(status) IS NULL THEN blank(error) IS NULL ELSE lower(trim(status)) IN ('ok', 'success', '1') END AS success, blank(error) AS error,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, true)),
    fault('time', time, time_fault(time, event_time)),
    fault('block', block, block_fault(block, block_number)),
    fault('from_address', from_address, sender_fault(sender, receiver, true)),
    fault('to_address', to_address, address_fault(receiver, true)),
    fault('contract', contract, CASE WHEN token IS NULL THEN 'the token is missing' ELSE address_fault(token, true) END),
    fault('decimals', coalesce(decimals, decimals_again), CASE WHEN places > 77 THEN 'not a count of decimals' ELSE whole_fault(coalesce(decimals, decimals_again), places) END),
    -- an NFT has no amount
    fault('amount', amount, CASE WHEN blank(amount) IS NOT NULL THEN base_amount_fault(amount, amount_text) END)
  ) AS problem
FROM scaled
