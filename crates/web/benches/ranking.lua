-- The page of the sites of a project, as a browser asks for it; at each request the weight of distance is another one, as when its
-- slider moves. PREFIX comes from the environment.
local prefix = os.getenv("PREFIX")
local moved = 0
request = function()
  moved = moved % 100 + 1
  return wrk.format("GET", string.format("%s?w-distance=%d", prefix, moved), { ["Accept-Encoding"] = "gzip, br" })
end
done = function(summary, latency)
  io.write(string.format("p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, errors %d, bytes/req %.0f, requests %d\n", latency:percentile(50)/1000, latency:percentile(90)/1000, latency:percentile(99)/1000,
    summary.errors.status + summary.errors.read + summary.errors.timeout, summary.bytes / summary.requests, summary.requests))
end
