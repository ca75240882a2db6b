WITH read AS (
  SELECT *,
    chain_text(chain) AS network,
    hash_text(tx_hash) AS tx,
    address_text(from_address) AS sender,
    address_text(to_address) AS receiver,
    address_text(token) AS contract,
    any_time(time) AS event_time,
    whole(block) AS block_number,
    -- in whole tokens already, although the decimals stand beside it
    decimal_text(amount) AS amount_text
  FROM raw
), placed AS (
  SELECT *, coalesce(is_evm_chain(network), false) AS evm FROM read
)
SELECT
  network AS chain, event_time AS time, block_number AS block, tx AS tx_hash,
  CASE WHEN blank(token_id) IS NOT NULL THEN 'nft' WHEN contract IS NOT NULL THEN 'token' WHEN lower(trim(type)) = 'internal' THEN 'internal' WHEN lower(trim(type)) = 'external' AND evm THEN 'native' ELSE 'transfer' END AS kind,
  sender AS from_address, receiver AS to_address, coalesce(contract, native_asset(network)) AS asset, coalesce(blank(symbol), CASE WHEN contract IS NULL THEN native_asset(network) END) AS symbol,
  blank(token_id) AS token_id, amount_text, 0::SMALLINT AS amount_scale, amount_double(amount_text, 0) AS amount, finite(blank(amount_usd)) AS amount_usd,
  true AS success, blank(from_tag) AS from_tag, blank(to_tag) AS to_tag,
  coalesce(
    fault('chain', chain, CASE WHEN network IS NULL THEN 'the chain is missing' END),
    fault('tx_hash', tx_hash, hash_fault(tx, evm)),
    fault('time', time, time_fault(time, event_time)),
    fault('block', block, whole_fault(block, block_number)),
    fault('from_address', from_address, sender_fault(sender, receiver, evm)),
    fault('to_address', to_address, address_fault(receiver, evm)),
    fault('token', token, address_fault(contract, evm)),
    fault('amount', amount, amount_fault(amount, amount_text)),
    fault('amount_usd', amount_usd, number_fault(amount_usd, finite(amount_usd)))
  ) AS problem
FROM placed
