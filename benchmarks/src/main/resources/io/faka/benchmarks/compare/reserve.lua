-- The least a shop must do in Redis to place one order: the same order again gives the same unit; else one unit is taken from
-- the stock and kept with the buyer until the payment or the end of the hold. Putting expired units back is left out.
local held = redis.call('HGET', KEYS[2], 'unit')
if held then return held end
local unit = redis.call('LPOP', KEYS[1])
if not unit then return redis.error_reply('insufficient_stock') end
redis.call('HSET', KEYS[2], 'unit', unit, 'buyer', ARGV[1], 'amount', '100', 'state', 'pending_payment')
redis.call('EXPIRE', KEYS[2], ARGV[2])
return unit
