-- Tags of addresses that occur in transfers. EVM addresses are one key on all EVM chains.
SELECT a.address_id, g.row_id AS tag_row_id, g.network, g.label, g.category, g.source, g.confidence, g.actor, g.abuse
FROM mart_address a
JOIN stg_tag g ON g.address = a.address
WHERE g.network = a.chain OR is_evm_chain(a.chain) AND starts_with(a.address, '0x')
