-- Puts ARGV[2] codes of 32 bytes on the stock list, numbered from ARGV[1].
for i = ARGV[1], ARGV[1] + ARGV[2] - 1 do
  redis.call('RPUSH', KEYS[1], string.format('code-%027d', i))
end
return redis.call('LLEN', KEYS[1])
