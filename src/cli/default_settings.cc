// The settings that a new collection starts with, each explained.
#include "cli/settings.h"

namespace headwater::cli {
namespace {

constexpr std::string_view kTemplate = R"toml(# Headwater's settings. Every line that is commented out shows a default.
# Flags on the command line go before what stands here.

# Where articles are kept: the path of an SQLite file, or the address of a PostgreSQL database
# ("postgres://user@host/name"; a password is better kept in ~/.pgpass). Relative paths count from this folder.
# store = "headwater.db"

# What is logged: "debug", "info", "warning" or "error"; and how: "text", a line for people, or "json", an object a line
# with one id for all that happens to a page (docs/operations.md).
# log = "info"
# log_format = "text"

[serve]
# The address and port that browsers use. 127.0.0.1 is reachable from this machine only, and whoever uses the machine is
# its administrator until one is added (`headwater user add`). Elsewhere everyone signs in; docs/people.md says more.
# listen = "127.0.0.1:8080"
# The name on top of every page.
# name = "Headwater"
# Further names that the server answers to, when a proxy in front of it is reached by them.
# hosts = ["news.vellmar.example"]
# Where this server is reached from the internet: feeds that have a hub (WebSub) are then delivered instead of polled.
# Only what lies below /websub/ has to be let through.
# public_address = "https://news.vellmar.example"
# The addresses of proxies in front of it: only they may say from where, by which name and path and whether over https
# a request came (X-Forwarded-For, -Host, -Prefix, -Proto). Networks are written as 10.0.0.0/8.
# trusted_proxies = ["127.0.0.1"]
# The path below which a proxy shows it, where the proxy does not say so.
# prefix = "/headwater"
# True where browsers come over https though no trusted proxy says so: cookies are then kept off plain http.
# https = false
# The header in which trusted proxies say who asks, having signed them in. They must never let a client's own through.
# proxy_header = "Remote-User"
# Whom the proxy names and nobody here is called becomes a reader.
# proxy_creates = false
# How many requests a minute each program may make (a token, a person, or an address): to the API, of feeds and other
# lists, to the hub. 0: any number.
# requests_per_minute = 600
# Who may read the figures at /metrics (Prometheus) besides administrators: addresses and networks that ask straight,
# without a proxy between, and whoever shows the token in the first line of this file, readable by you alone
# (`Authorization: Bearer ...`; or metrics_token = "..." here).
# metrics_from = ["127.0.0.1", "10.0.0.0/8"]
# metrics_token_file = "metrics.token"
# /readyz answers 503 while anything waits longer than so many seconds for its turn in the pipeline. 0: it may wait.
# ready_lag = 900

[fetch]
# How site owners see you in their logs. Give an address where they can reach you.
# user_agent = "Headwater/0.1 (+https://headwater.invalid/bot)"
# Heed each site's robots.txt when its pages are fetched.
# obey_robots = true
# Addresses of this machine and of private networks are refused unless this is true.
# allow_private_networks = false
# Seconds between two requests to one host, and the longest that one request may take.
# host_delay = 1.0
# timeout = 20.0
# The largest page that is fetched, in megabytes.
# max_megabytes = 16
# How many requests may be under way at once, to as many hosts.
# requests_at_once = 256
# Ask for everything through a proxy: http, https, socks4a, socks5 or socks5h. That of the environment is never used.
# proxy = "http://proxy.vellmar.example:3128"
# A file of certificates (PEM) to trust instead of the machine's.
# ca_file = "/etc/ssl/vellmar.pem"

[rights]
# What owners reserve (robots meta, TDMRep, Content-Signal, RSL, wires) is always honoured. Here you may be stricter:
# Domains of which no more than the link is kept, whatever they say.
# link_only = ["vellmar.example"]
# Words that shall reserve the text though they need not.
# reserve_text = ["ai-train=no"]
# Domains whose owners gave you a licence: what they reserve is recorded, but only embargoes and withdrawals bind.
# licensed = ["vellmar.example"]

[disk]
# How large the store may grow, as "20 GB" or "800 MB"; "": as the disk allows. Beyond it the oldest is deleted, in this
# order: "pages" are the bytes of pages as they were fetched, "revisions" earlier wordings, "texts" articles' words.
# What is not named is never deleted; nor are headlines, stories, chains and their primary sources, nor anything that
# somebody has starred, tagged, noted or keeps for later.
# budget = ""
# order = ["pages", "revisions", "texts"]

[desk]
# Articles older than this many days are no longer compared with new ones.
# window_days = 60
# Nor those that more than so many others were seen after.
# window_articles = 100000
# Minutes between two looks at a feed of which nothing is known yet. Afterwards it is looked at as often as it changes,
# but within these bounds.
# feed_minutes = 30
# shortest_minutes = 5
# longest_minutes = 1440
# Hours after it was found that an article's page is fetched again, to see what changed in it; []: never.
# revisit_hours = [1, 6, 24, 72, 168]
# Threads that extract and annotate; 0: one a core.
# jobs = 0

[queue]
# The work is shared with workers on other machines (`headwater work`) through NATS JetStream: its servers, with commas
# between. All workers need the same store and the same settings; docs/queue.md says how.
# servers = "nats://queue.vellmar.example:4222"
# Its streams are called so: letters and digits, for several collections on one server.
# name = "headwater"
# Credentials (.creds) for the servers, and certificates that are trusted instead of the machine's for tls://.
# credentials_file = ""
# ca_file = ""
# Copies of every stream; 0: three where the servers are three or more, else one.
# replicas = 0
# How many pages may wait between two stages, and how large they may be together; beyond that who brings more waits.
# max_waiting = 200000
# max_megabytes = 1024
# The languages that lie in one window each, held by one worker: "*" are those that no other has. Articles in languages
# of different windows are in no story together, and no translation is found between them.
# desks = ["*"]

[mail]
# The server that alerts and briefings are sent by: smtp://HOST:587 (STARTTLS, without which nothing is said) or
# smtps://HOST (TLS from the start). Without one no mail is sent.
# server = "smtp://mail.vellmar.example:587"
# user = "headwater"
# A file with the password in its first line, readable by you alone; or password = "..." here.
# password_file = "mail.password"
# The address, and the name, that mails are from.
# from = "headwater@vellmar.example"
# from_name = "Headwater"
# True allows smtp:// without TLS: for a server on this machine alone.
# plain = false
# Certificates that are trusted instead of the machine's.
# ca_file = ""

[tables]
# A folder of your own rows for Headwater's tables: outlets, owners, spellings, places, words that cite. A file
# sources.tsv in it adds to Headwater's own sources, replaces some, or takes some away; docs/tables.md says how.
# A folder of that name beside this file is used without being named here.
# folder = "tables"

# A folder whose documents are taken up as they come, and again when they change, while `headwater serve` runs. One such
# table for each folder.
# [[folder]]
# path = "/srv/wire"

# A mailbox whose new mails are taken up as newsletters (IMAP). One such table for each mailbox.
# [[mailbox]]
# server = "imaps://imap.vellmar.example"
# user = "news@vellmar.example"
# A file with the password in its first line, readable by you alone; or password = "..." here.
# password_file = "mailbox.password"
# folder = "INBOX"
# Minutes between two visits, the largest mail that is read in megabytes, and the most mails of one visit.
# minutes = 15
# max_megabytes = 16
# max_mails = 500
# Mails are left unread unless this is true.
# mark_seen = false
# True allows imap:// without TLS: for a server on this machine alone.
# plain = false
# Certificates that are trusted instead of the machine's.
# ca_file = ""
)toml";

}  // namespace

std::string_view DefaultSettings() { return kTemplate; }

}  // namespace headwater::cli
