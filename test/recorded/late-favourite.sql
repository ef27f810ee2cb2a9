-- What the late favourite earns on the recorded 5-minute books, straight from the raw file and
-- without one line of the program: at no latency, taking 10 shares by the best prices, at a fee of
-- 0.07 * p * (1 - p), settled by the last recorded price. $FILES is replaced by the paths.
WITH frames AS (
  SELECT slug, asset_id, file_row_number AS row_number, raw_data,
    split_part(slug, '-', 4)::BIGINT * 1000 AS opens,
    regexp_extract(raw_data, '"timestamp":"(\d+)"', 1)::BIGINT AS ts
  FROM read_parquet($FILES, file_row_number = true)
), series AS (
  SELECT slug, asset_id, any_value(opens) AS opens, count(*) AS books,
    min(ts) - any_value(opens) < 15000 AND max(ts) - any_value(opens) > 290000
      AND count(*) > 1000 AS complete
  FROM frames GROUP BY slug, asset_id
), chosen AS (
  SELECT * FROM series QUALIFY row_number() OVER (PARTITION BY slug ORDER BY books DESC, asset_id) = 1
), last_book AS (
  SELECT slug, asset_id, ts, opens,
    (coalesce(list_max(list_transform(raw_data::JSON ->> '$.bids[*].price', lambda p: p::DECIMAL(9, 6))), 0)
      + coalesce(list_min(list_transform(raw_data::JSON ->> '$.asks[*].price', lambda p: p::DECIMAL(9, 6))), 1))
      / 2 AS mid
  FROM (SELECT * FROM frames
    QUALIFY row_number() OVER (PARTITION BY slug, asset_id ORDER BY ts DESC, row_number DESC) = 1)
), votes AS (
  SELECT last_book.slug, (mid > 0.9) = (last_book.asset_id = chosen.asset_id) AS chosen_won
  FROM last_book JOIN chosen USING (slug)
  WHERE ts > last_book.opens + 290000 AND (mid > 0.9 OR mid < 0.1)
), winners AS (
  SELECT slug, any_value(chosen_won) AS chosen_won FROM votes
  GROUP BY slug HAVING count(DISTINCT chosen_won) = 1
), looks AS (
  SELECT slug, ts, row_number,
    list_transform(raw_data::JSON ->> '$.bids[*].price', lambda p: p::DECIMAL(9, 6)) AS bids,
    list_transform(raw_data::JSON ->> '$.asks[*].price', lambda p: p::DECIMAL(9, 6)) AS asks,
    list_transform(raw_data::JSON ->> '$.bids[*].size', lambda s: s::DECIMAL(18, 6)) AS bid_sizes,
    list_transform(raw_data::JSON ->> '$.asks[*].size', lambda s: s::DECIMAL(18, 6)) AS ask_sizes
  FROM frames JOIN chosen USING (slug, asset_id, opens)
  WHERE complete AND ts >= opens + 260000 AND ts < opens + 280000
), decisions AS (
  SELECT *, (list_max(bids) + list_min(asks)) / 2 AS mid FROM looks
  WHERE len(bids) > 0 AND len(asks) > 0
    AND ((list_max(bids) + list_min(asks)) / 2 > 0.6 OR (list_max(bids) + list_min(asks)) / 2 < 0.4)
    -- The favourite's ask must not be above 0.99.
    AND CASE WHEN (list_max(bids) + list_min(asks)) / 2 > 0.6 THEN list_min(asks) ELSE 1 - list_max(bids) END <= 0.99
  QUALIFY row_number() OVER (PARTITION BY slug ORDER BY ts, row_number) = 1
), levels AS (
  SELECT slug, mid > 0.6 AS buys_chosen,
    unnest(CASE WHEN mid > 0.6 THEN asks ELSE list_transform(bids, lambda p: 1 - p) END) AS price,
    unnest(CASE WHEN mid > 0.6 THEN ask_sizes ELSE bid_sizes END) AS size
  FROM decisions
), taken AS (
  SELECT slug, buys_chosen, price, greatest(0, least(size, 10 - coalesce(sum(size) OVER (
    PARTITION BY slug ORDER BY price ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS size
  FROM levels
), trades AS (
  SELECT slug, any_value(buys_chosen) AS buys_chosen, sum(size) AS size, sum(size * price) AS cost,
    sum(round(size * price * (1 - price) * 0.07, 5)) AS fee
  FROM taken WHERE size > 0 GROUP BY slug
)
SELECT
  (SELECT count(*) FROM chosen WHERE complete)::INTEGER AS complete_windows,
  (SELECT count(*) FROM trades)::INTEGER AS all_trades,
  count(*)::INTEGER AS trades,
  count_if(buys_chosen = chosen_won)::INTEGER AS wins,
  (sum(cost) / sum(size))::DECIMAL(18, 6)::VARCHAR AS average_entry,
  (sum(CASE WHEN buys_chosen = chosen_won THEN size ELSE 0 END) - sum(cost))::DECIMAL(18, 6)::VARCHAR AS gross,
  sum(fee)::DECIMAL(18, 6)::VARCHAR AS fees,
  (sum(CASE WHEN buys_chosen = chosen_won THEN size ELSE 0 END) - sum(cost) - sum(fee))
    ::DECIMAL(18, 6)::VARCHAR AS net
FROM trades JOIN winners USING (slug)
