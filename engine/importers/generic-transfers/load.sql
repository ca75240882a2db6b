-- A hash or address that is canonical as it stands is neither copied nor matched a second time.
WITH seen AS (
  SELECT *, is_evm_hash(tx_hash) AS plain_hash, is_evm_address(from_address) AS plain_sender, is_evm_address(to_address) AS plain_receiver
  FROM raw
), read AS (
  SELECT *,
    CASE WHEN chain = 'ethereum' THEN chain ELSE lower(trim(chain)) END AS network,
    CASE WHEN chain = 'ethereum' THEN true ELSE is_evm_chain(lower(trim(chain))) END AS evm,
    CASE WHEN plain_sender THEN from_address ELSE address_text(from_address) END AS sender,
    CASE WHEN plain_receiver THEN to_address ELSE address_text(to_address) END AS receiver,
    CASE WHEN plain_hash THEN tx_hash WHEN starts_with(tx_hash, '0x') THEN lower(tx_hash) ELSE trim(tx_hash) END AS tx,
    CASE WHEN starts_with(asset, '0x') THEN lower(asset) ELSE trim(asset) END AS token,
    stated_time(time, $time_unit, $time_zone) AS event_time,
    decimal_text(amount) AS amount_text,
    small_whole(log_index) AS log_number,
    try_cast(amount_usd AS DOUBLE) AS usd,
    CASE WHEN $amount_unit = 'token' THEN 0 ELSE $decimals END::SMALLINT AS scale
  FROM seen
)
SELECT
  network AS chain, event_time AS time, whole(block) AS block, tx AS tx_hash, log_number AS log_index, 'transfer' AS kind,
  sender AS from_address, receiver AS to_address, token AS asset, coalesce(symbol, CASE WHEN NOT starts_with(token, '0x') THEN token END) AS symbol,
  amount_text,
  scale AS amount_scale, amount_double(amount_text, scale) AS amount, usd AS amount_usd, finite(fee) AS fee, whole(gas_used) AS gas_used,
  method, bool_text(success) AS success,
  CASE
    -- A row without any fault, told by the cheapest questions; which fault it is costs only the others.
    WHEN plain_hash AND plain_sender AND plain_receiver AND evm AND token <> ''
      AND event_time BETWEEN TIMESTAMP '1970-01-02' AND TIMESTAMP '2200-01-01'
      AND (log_number IS NOT NULL OR log_index IS NULL) AND (isfinite(usd) OR amount_usd IS NULL)
      AND strlen(amount_text) < 78 AND NOT starts_with(amount_text, '-') AND ($amount_unit = 'token' OR NOT contains(amount_text, '.'))
    THEN NULL
    ELSE coalesce(
      fault('chain', chain, CASE WHEN network IS NULL OR network = '' THEN 'the chain is missing' END),
      fault('tx_hash', tx_hash, hash_fault(tx, evm)),
      fault('time', time, time_fault(time, event_time)),
      fault('from_address', from_address, CASE WHEN sender IS NULL AND receiver IS NULL THEN 'sender and receiver are both missing' ELSE address_fault(sender, evm) END),
      fault('to_address', to_address, address_fault(receiver, evm)),
      fault('asset', asset, CASE WHEN token IS NULL OR token = '' THEN 'the asset is missing' END),
      fault('log_index', log_index, whole_fault(log_index, log_number)),
      fault('amount_usd', amount_usd, CASE WHEN amount_usd IS NOT NULL AND (usd IS NULL OR NOT isfinite(usd)) THEN 'not a number' END),
      fault('amount', amount, CASE WHEN $amount_unit = 'token' THEN amount_fault(amount, amount_text) ELSE base_amount_fault(amount, amount_text) END)
    )
  END AS problem
FROM read
