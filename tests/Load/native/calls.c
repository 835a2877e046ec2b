// Places calls and answers them: caller, callee and (on request) both phones' sound, in one process with one thread.
//   INVITE with offer -> 100, 180, 200 with answer -> ACK -> hold -> BYE -> 200, over UDP on loopback.
// What is between the two ends (a bridge, a proxy, nothing) is measured: its CPU time by the clocks of its processes, what it adds to the
// set-up by the kernel's receive stamps. Figures are of the measured window only, failures of the whole run.
// Usage: calls key=value ...   Prints one line of JSON.
//   target=IP:PORT   where INVITEs go              pairs=FILE   lines "caller dialled", taken in turn
//   near=PORT        caller's (and callee's) port  far=PORT     second callee's port
//   rate=N           calls a second                hold=MS      from answer to BYE
//   warm=S measure=S                               calls=N      at most so many, 0 = no limit
//   ramp=S       the rate rises evenly from 0 in the first S of warm: what is measured has just been started and compiles itself
//   pids=1,2,3       whose CPU time                rtp=0|1      50 packets a second in both directions of each call
//   relay=N,PORT     no calls: N pairs of streams to the ports PORT, PORT+2, ... (for relay.c)
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 32, WHEEL = 1 << 18, BUCKETS = 1 << 17, SLOTS = 20, RTP_BYTES = 172, TENTHS = 200001 };

typedef uint64_t u64;
typedef struct { const char *at; int len; } Text;
typedef struct { Text start, via[6], record[6], from, to, callid, cseq, contact, body; int vias, records; } Message;

// ---- settings
static struct sockaddr_in target;
static char targetText[64];
static int nearPort = 15070, farPort = 15080, holdMs = 200, rtp = 0;
static double rate = 100, warm = 5, measure = 10, ramp = -1;
static long limit = 0;
static int pids[64], pidCount;
static struct { char caller[24], dialled[24]; } *pairs;
static int pairCount;
static unsigned run;

// ---- clocks
static u64 wall(void) { struct timespec t; clock_gettime(CLOCK_REALTIME, &t); return t.tv_sec * 1000000000ull + t.tv_nsec; }
static u64 mono(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000ull + t.tv_nsec; }

static u64 cpu(void) {
  u64 sum = 0;
  for (int i = 0; i < pidCount; i++) {
    struct timespec t;
    clockid_t clock = (clockid_t)((~(unsigned)pids[i] << 3) | 2);  // the scheduler's clock of a process, all threads, ended ones too
    if (!clock_gettime(clock, &t)) sum += t.tv_sec * 1000000000ull + t.tv_nsec;
  }
  return sum;
}

// ---- latency, in hundredths of a millisecond up to two seconds
typedef struct { unsigned count[TENTHS]; u64 n; } Histogram;
static Histogram ringing, answered;
static void note(Histogram *h, int64_t ns) { int64_t k = ns < 0 ? 0 : ns / 10000; h->count[k >= TENTHS ? TENTHS - 1 : k]++; h->n++; }
static double quantile(Histogram *h, double q) {
  u64 sum = 0;
  for (int i = 0; i < TENTHS; i++) if ((sum += h->count[i]) >= q * h->n && sum) return i / 100.0;
  return 0;
}

// ---- counters
typedef struct { u64 started, done, inviteRepeats, byeRepeats, okRepeats, duplicates, strange, unsent, rtpSent, rtpReceived; } Counters;
static Counters now_;
static u64 failed; static int codes[700];

// ---- timers: a wheel of one millisecond
typedef struct Timer { struct Timer *next; u64 due; void *who; uint32_t generation; uint8_t kind; } Timer;
enum { T_INVITE, T_ANSWER, T_BYE, T_BYE_AGAIN, T_OK };
static Timer *wheel[WHEEL], *spare; static u64 tick;
static void after(uint8_t kind, void *who, uint32_t generation, u64 ms) {
  Timer *t = spare;
  if (t) spare = t->next; else t = malloc(sizeof *t);
  *t = (Timer){ .due = tick + (ms ? ms : 1), .who = who, .generation = generation, .kind = kind };
  Timer **slot = &wheel[t->due & (WHEEL - 1)];
  t->next = *slot; *slot = t;
}

// ---- sockets
static int nearSocket = -1, farSocket = -1, soundSocket[2] = { -1, -1 };
static int bound(int port) {
  int s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), on = 1, size = 16 << 20;
  setsockopt(s, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  if (setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size)) setsockopt(s, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  if (bind(s, (void *)&a, sizeof a)) { fprintf(stderr, "port %d: %s\n", port, strerror(errno)); exit(1); }
  return s;
}
static void put(int s, const char *b, int n, struct sockaddr_in *to) { if (sendto(s, b, n, 0, (void *)to, sizeof *to) < 0) now_.unsent++; }

// ---- sound: streams in twenty slots of a millisecond
typedef struct Stream { struct sockaddr_in to; int side, slot, index; uint16_t sequence; uint32_t stamp, source; } Stream;
static Stream **slots[SLOTS]; static int slotCount[SLOTS], slotRoom[SLOTS], nextSlot, streams;
static Stream *hear(int side, in_addr_t address, int port) {
  Stream *s = calloc(1, sizeof *s);
  s->to = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = address };
  s->side = side; s->slot = nextSlot++ % SLOTS; s->source = 0x1000 + nextSlot; s->sequence = nextSlot * 7;
  int k = s->slot;
  if (slotCount[k] == slotRoom[k]) slots[k] = realloc(slots[k], (slotRoom[k] = slotRoom[k] ? slotRoom[k] * 2 : 64) * sizeof **slots);
  s->index = slotCount[k]; slots[k][slotCount[k]++] = s; streams++;
  return s;
}
static void hush(Stream **at) {
  Stream *s = *at;
  if (!s) return;
  int k = s->slot;
  slots[k][s->index] = slots[k][--slotCount[k]]; slots[k][s->index]->index = s->index;
  free(s); *at = 0; streams--;
}
static void speak(int slot) {
  static uint8_t packets[BATCH][RTP_BYTES]; static struct mmsghdr out[2][BATCH]; static struct iovec parts[2][BATCH];
  int n[2] = { 0, 0 }, used = 0;
  for (int i = 0; i <= slotCount[slot]; i++) {
    if (i == slotCount[slot] || used == BATCH) {
      for (int side = 0; side < 2; side++)
        for (int done = 0; done < n[side];) {
          int sent = sendmmsg(soundSocket[side], out[side] + done, n[side] - done, 0);
          if (sent <= 0) { now_.unsent += n[side] - done; break; }
          done += sent;
        }
      n[0] = n[1] = used = 0;
      if (i == slotCount[slot]) break;
    }
    Stream *s = slots[slot][i];
    uint8_t *p = packets[used++];
    memset(p, 0xd5, RTP_BYTES);
    p[0] = 0x80; p[1] = 8; p[2] = s->sequence >> 8; p[3] = s->sequence++;
    uint32_t stamp = htonl(s->stamp), source = htonl(s->source);
    memcpy(p + 4, &stamp, 4); memcpy(p + 8, &source, 4); s->stamp += 160;
    int k = n[s->side]++;
    parts[s->side][k] = (struct iovec){ p, RTP_BYTES };
    out[s->side][k].msg_hdr = (struct msghdr){ .msg_name = &s->to, .msg_namelen = sizeof s->to, .msg_iov = &parts[s->side][k], .msg_iovlen = 1 };
    now_.rtpSent++;
  }
}

// ---- text
static int parse(char *p, int n, Message *m) {
  memset(m, 0, sizeof *m);
  char *end = p + n;
  for (int row = 0; p < end; row++) {
    char *eol = memchr(p, '\n', end - p);
    if (!eol) return 0;
    int len = eol - p - (eol > p && eol[-1] == '\r');
    if (!len) { m->body = (Text){ eol + 1, end - eol - 1 }; return 1; }
    if (!row) m->start = (Text){ p, len };
    else {
      char *colon = memchr(p, ':', len), *v = colon + 1;
      if (!colon) return 0;
      int name = colon - p;
      while (v < p + len && *v == ' ') v++;
      Text value = { v, p + len - v };
      if (name == 3 && !strncasecmp(p, "via", 3)) { if (m->vias < 6) m->via[m->vias++] = value; }
      else if (name == 12 && !strncasecmp(p, "record-route", 12)) { if (m->records < 6) m->record[m->records++] = value; }
      else if (name == 4 && !strncasecmp(p, "from", 4)) m->from = value;
      else if (name == 2 && !strncasecmp(p, "to", 2)) m->to = value;
      else if (name == 7 && !strncasecmp(p, "call-id", 7)) m->callid = value;
      else if (name == 4 && !strncasecmp(p, "cseq", 4)) m->cseq = value;
      else if (name == 7 && !strncasecmp(p, "contact", 7)) m->contact = value;
    }
    p = eol + 1;
  }
  return 0;
}
static int sdp(char *b, int side) {
  return sprintf(b, "v=0\r\no=- 4711 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio %d RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n", side ? farPort + 1000 : nearPort + 1000);
}
static Text toTag(Text to) {
  char *t = memmem(to.at, to.len, ";tag=", 5);
  if (!t) return (Text){ 0, 0 };
  t += 5;
  int n = 0;
  while (t + n < to.at + to.len && t[n] != ';' && t[n] != ' ') n++;
  return (Text){ t, n };
}
static Text angle(Text v) {
  char *a = memchr(v.at, '<', v.len), *z = a ? memchr(a, '>', v.len - (a - v.at)) : 0;
  return z ? (Text){ a + 1, z - a - 1 } : v;
}
static char *keep(const char *p, int n) { char *c = malloc(n + 1); memcpy(c, p, n); c[n] = 0; return c; }
static int soundOf(Text body, struct sockaddr_in *a) {
  char *c = memmem(body.at, body.len, "c=IN IP4 ", 9), *m = memmem(body.at, body.len, "m=audio ", 8), ip[20] = "";
  if (!c || !m || sscanf(c + 9, "%15[0-9.]", ip) != 1) return 0;
  inet_pton(AF_INET, ip, &a->sin_addr);
  return atoi(m + 8);
}

// ---- the caller
typedef struct { uint8_t state, repeats, rang, early; uint32_t generation; u64 sentAt; char *to, *remote, *routes; Stream *sound; } Call;
enum { FREE, INVITED, PROCEEDING, UP, LEAVING, OVER };
static Call *calls; static long callCount, live, mostLive; static int measuring;
static const char *callerOf(long i) { return pairs[i % pairCount].caller; }
static const char *dialledOf(long i) { return pairs[i % pairCount].dialled; }

static int head(char *b, long i, const char *method, const char *uri, int branch, const char *routes, const char *tag, int sequence) {
  return sprintf(b, "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK-%x-%ld-%d;rport\r\n%sMax-Forwards: 70\r\n"
    "From: \"Jan Kowalski\" <sip:%s@127.0.0.1;user=phone>;tag=f%x-%ld\r\nTo: <sip:%s@%s;user=phone>%s%s\r\nCall-ID: %ld-%x@mobile.example\r\nCSeq: %d %s\r\n",
    method, uri, nearPort, run, i, branch, routes, callerOf(i), run, i, dialledOf(i), targetText, *tag ? ";tag=" : "", tag, i, run, sequence, method);
}
static void invite(long i) {
  char b[4096], s[1024], uri[160];
  int sl = sdp(s, 0);
  sprintf(uri, "sip:%s@%s;user=phone", dialledOf(i), targetText);
  int n = head(b, i, "INVITE", uri, 1, "", "", 1);
  n += sprintf(b + n, "Contact: <sip:%s@127.0.0.1:%d>\r\nP-Asserted-Identity: <sip:%s@127.0.0.1;user=phone>\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE\r\n"
    "Supported: timer, 100rel\r\nP-Early-Media: supported\r\nUser-Agent: load\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s", callerOf(i), nearPort, callerOf(i), sl, s);
  if (!calls[i].sentAt) calls[i].sentAt = wall();
  put(nearSocket, b, n, &target);
}
static void inDialog(long i, const char *method, int branch, int sequence) {
  char b[4096];
  Call *c = &calls[i];
  int n = head(b, i, method, c->remote, branch, c->routes ? c->routes : "", c->to ? c->to : "", sequence);
  n += sprintf(b + n, "User-Agent: load\r\nContent-Length: 0\r\n\r\n");
  put(nearSocket, b, n, &target);
}
static void finish(long i, int good) {
  Call *c = &calls[i];
  if (c->state == OVER) return;
  c->state = OVER; c->generation++; live--;
  if (good) now_.done++; else failed++;
  hush(&c->sound);
  free(c->to); free(c->remote); free(c->routes);
  c->to = c->remote = c->routes = 0;
}
static void start(void) {
  if (callCount && now_.started >= (u64)callCount) return;
  long i = now_.started++;
  calls[i] = (Call){ .state = INVITED };
  if (++live > mostLive) mostLive = live;
  invite(i);
  after(T_INVITE, &calls[i], 0, 500);
  after(T_ANSWER, &calls[i], 0, 32000);
}
static void bye(long i) {
  Call *c = &calls[i];
  if (c->state != UP) return;
  c->state = LEAVING; c->repeats = 0;
  hush(&c->sound);
  inDialog(i, "BYE", 3, 2);
  after(T_BYE_AGAIN, c, c->generation, 500);
}
static void response(char *b, int n, u64 at) {
  Message m;
  if (!parse(b, n, &m)) { now_.strange++; return; }
  char *rest;
  long i = strtol(m.callid.at, &rest, 10);
  if (*rest != '-' || strtoul(rest + 1, 0, 16) != run || i < 0 || (u64)i >= now_.started) { now_.strange++; return; }
  Call *c = &calls[i];
  int status = atoi(m.start.at + 8), isInvite = m.cseq.len > 6 && !memcmp(m.cseq.at + m.cseq.len - 6, "INVITE", 6);
  if (status >= 300 && status < 700) codes[status]++;
  if (!isInvite) {
    if (c->state == LEAVING && status >= 200) finish(i, status < 300);
    return;
  }
  if (status < 200) {
    if (c->state == INVITED) c->state = PROCEEDING;
    if (status == 180 && !c->rang) { c->rang = 1; if (measuring) note(&ringing, at - c->sentAt); }
    return;
  }
  if (status >= 300) {
    if (c->state != INVITED && c->state != PROCEEDING) return;
    char uri[160];
    Text tag = toTag(m.to);
    sprintf(uri, "sip:%s@%s;user=phone", dialledOf(i), targetText);
    c->remote = keep(uri, strlen(uri)); c->to = keep(tag.at ? tag.at : "", tag.len);
    inDialog(i, "ACK", 1, 1);
    finish(i, 0);
    return;
  }
  if (c->state == UP) { inDialog(i, "ACK", 2, 1); return; }
  if (c->state != INVITED && c->state != PROCEEDING) return;
  if (measuring) note(&answered, at - c->sentAt);
  Text tag = toTag(m.to), contact = angle(m.contact);
  c->to = keep(tag.at, tag.len); c->remote = keep(contact.at, contact.len);
  if (m.records) {
    char r[2048]; int k = 0;
    for (int j = m.records - 1; j >= 0; j--) k += sprintf(r + k, "Route: %.*s\r\n", m.record[j].len, m.record[j].at);
    c->routes = keep(r, k);
  }
  c->state = UP; c->generation++;
  inDialog(i, "ACK", 2, 1);
  after(T_BYE, c, c->generation, holdMs);
  struct sockaddr_in a;
  int port;
  if (rtp && (port = soundOf(m.body, &a))) c->sound = hear(0, a.sin_addr.s_addr, port);
}

// ---- the callee
typedef struct Leg { struct Leg *next; char *id, *ok; int idLen, okLen, socket, repeats; uint32_t generation; uint8_t acked; struct sockaddr_in peer; Stream *sound; } Leg;
static Leg *legs[BUCKETS]; static uint32_t generations;
static unsigned bucket(Text id) { unsigned h = 2166136261u; for (int i = 0; i < id.len; i++) h = (h ^ (uint8_t)id.at[i]) * 16777619u; return (h ^ h >> 15) & (BUCKETS - 1); }
static Leg **findLeg(Text id) {
  Leg **w = &legs[bucket(id)];
  while (*w && ((*w)->idLen != id.len || memcmp((*w)->id, id.at, id.len))) w = &(*w)->next;
  return w;
}
static int answer(char *o, Message *m, const char *status, Text id) {
  int n = sprintf(o, "SIP/2.0 %s\r\n", status);
  for (int i = 0; i < m->vias; i++) n += sprintf(o + n, "Via: %.*s\r\n", m->via[i].len, m->via[i].at);
  for (int i = 0; i < m->records; i++) n += sprintf(o + n, "Record-Route: %.*s\r\n", m->record[i].len, m->record[i].at);
  n += sprintf(o + n, "From: %.*s\r\nTo: %.*s", m->from.len, m->from.at, m->to.len, m->to.at);
  if (!toTag(m->to).len) n += sprintf(o + n, ";tag=t%x", bucket(id));
  return n + sprintf(o + n, "\r\nCall-ID: %.*s\r\nCSeq: %.*s\r\n", m->callid.len, m->callid.at, m->cseq.len, m->cseq.at);
}
static void request(int s, char *b, int n, struct sockaddr_in *from) {
  Message m;
  if (!parse(b, n, &m)) { now_.strange++; return; }
  char o[4096], d[1024];
  Leg **at = findLeg(m.callid), *leg = *at;
  int port = s == nearSocket ? nearPort : farPort;
  if (!memcmp(b, "ACK ", 4)) {
    if (leg && !leg->acked) { leg->acked = 1; free(leg->ok); leg->ok = 0; }
    return;
  }
  if (!memcmp(b, "INVITE ", 7)) {
    if (leg) { now_.duplicates++; if (leg->ok) put(s, leg->ok, leg->okLen, from); return; }
    leg = calloc(1, sizeof *leg);
    *leg = (Leg){ .id = keep(m.callid.at, m.callid.len), .idLen = m.callid.len, .socket = s, .peer = *from, .generation = ++generations };
    *at = leg;
    int k = answer(o, &m, "180 Ringing", m.callid);
    k += sprintf(o + k, "Contact: <sip:127.0.0.1:%d>\r\nContent-Length: 0\r\n\r\n", port);
    put(s, o, k, from);
    k = answer(o, &m, "200 OK", m.callid);
    int dl = sdp(d, 1);
    k += sprintf(o + k, "Contact: <sip:127.0.0.1:%d>\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE\r\nContent-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s", port, dl, d);
    put(s, o, k, from);
    leg->ok = keep(o, k); leg->okLen = k;
    after(T_OK, leg, leg->generation, 500);
    struct sockaddr_in a;
    int sound;
    if (rtp && (sound = soundOf(m.body, &a))) leg->sound = hear(1, a.sin_addr.s_addr, sound);
    return;
  }
  if (!memcmp(b, "BYE ", 4) && leg) {
    *at = leg->next;
    hush(&leg->sound);
    free(leg->id); free(leg->ok);
    leg->id = leg->ok = 0; leg->idLen = -1; leg->generation = 0; leg->acked = 1;  // kept for its timer, 500 ms or less
  }
  int k = answer(o, &m, "200 OK", m.callid);
  k += sprintf(o + k, "Content-Length: 0\r\n\r\n");
  put(s, o, k, from);
}

static void fire(Timer *t) {
  Call *c = t->who;
  Leg *leg = t->who;
  switch (t->kind) {
    case T_INVITE:
      if (c->state != INVITED || c->generation != t->generation) return;
      now_.inviteRepeats++; invite(c - calls);
      after(T_INVITE, c, c->generation, 500ull << (++c->repeats > 5 ? 6 : c->repeats));
      return;
    case T_ANSWER: if ((c->state == INVITED || c->state == PROCEEDING) && c->generation == t->generation) finish(c - calls, 0); return;
    case T_BYE: if (c->generation == t->generation) bye(c - calls); return;
    case T_BYE_AGAIN:
      if (c->state != LEAVING || c->generation != t->generation) return;
      if (++c->repeats > 10) { finish(c - calls, 0); return; }
      now_.byeRepeats++; inDialog(c - calls, "BYE", 3, 2);
      after(T_BYE_AGAIN, c, c->generation, 500ull << (c->repeats > 2 ? 3 : c->repeats));
      return;
    case T_OK:
      if (leg->idLen < 0) { free(leg); return; }
      if (leg->acked) { after(T_OK, leg, leg->generation, 60000); return; }
      if (++leg->repeats > 10) return;
      now_.okRepeats++; put(leg->socket, leg->ok, leg->okLen, &leg->peer);
      after(T_OK, leg, leg->generation, 500ull << (leg->repeats > 2 ? 3 : leg->repeats));
  }
}

static void drain(int s) {
  static char buffers[BATCH][8192], controls[BATCH][64]; static struct mmsghdr in[BATCH]; static struct iovec parts[BATCH]; static struct sockaddr_in from[BATCH];
  for (;;) {
    for (int j = 0; j < BATCH; j++) {
      parts[j] = (struct iovec){ buffers[j], sizeof buffers[j] - 1 };
      in[j].msg_hdr = (struct msghdr){ .msg_name = &from[j], .msg_namelen = sizeof from[j], .msg_iov = &parts[j], .msg_iovlen = 1, .msg_control = controls[j], .msg_controllen = sizeof controls[j] };
    }
    int n = recvmmsg(s, in, BATCH, MSG_DONTWAIT, 0);
    if (n <= 0) return;
    if (s == soundSocket[0] || s == soundSocket[1]) now_.rtpReceived += n;
    else for (int j = 0; j < n; j++) {
      u64 at = 0;
      for (struct cmsghdr *h = CMSG_FIRSTHDR(&in[j].msg_hdr); h; h = CMSG_NXTHDR(&in[j].msg_hdr, h))
        if (h->cmsg_type == SCM_TIMESTAMPNS) { struct timespec t; memcpy(&t, CMSG_DATA(h), sizeof t); at = t.tv_sec * 1000000000ull + t.tv_nsec; }
      buffers[j][in[j].msg_len] = 0;
      if (in[j].msg_len < 20) continue;
      if (!memcmp(buffers[j], "SIP/2.0 ", 8)) response(buffers[j], in[j].msg_len, at ? at : wall());
      else request(s, buffers[j], in[j].msg_len, &from[j]);
    }
    if (n < BATCH) return;
  }
}

static void readPairs(const char *path) {
  FILE *f = fopen(path, "r");
  int room = 0;
  if (!f) { perror(path); exit(1); }
  for (;;) {
    if (pairCount == room) pairs = realloc(pairs, (room = room ? room * 2 : 1024) * sizeof *pairs);
    if (fscanf(f, "%23s %23s", pairs[pairCount].caller, pairs[pairCount].dialled) != 2) break;
    pairCount++;
  }
  fclose(f);
}

int main(int argc, char **argv) {
  int relays = 0, relayPort = 0;
  char host[32] = "127.0.0.1", *pairFile = 0;
  for (int i = 1; i < argc; i++) {
    char *k = argv[i], *v = strchr(k, '=');
    if (!v) { fprintf(stderr, "key=value, not %s\n", k); return 2; }
    *v++ = 0;
    if (!strcmp(k, "target")) { snprintf(targetText, sizeof targetText, "%s", v); char *c = strchr(v, ':'); snprintf(host, sizeof host, "%.*s", (int)(c - v), v); target.sin_port = htons(atoi(c + 1)); }
    else if (!strcmp(k, "pairs")) pairFile = v;
    else if (!strcmp(k, "near")) nearPort = atoi(v);
    else if (!strcmp(k, "far")) farPort = atoi(v);
    else if (!strcmp(k, "rate")) rate = atof(v);
    else if (!strcmp(k, "hold")) holdMs = atoi(v);
    else if (!strcmp(k, "warm")) warm = atof(v);
    else if (!strcmp(k, "measure")) measure = atof(v);
    else if (!strcmp(k, "ramp")) ramp = atof(v);
    else if (!strcmp(k, "calls")) limit = atol(v);
    else if (!strcmp(k, "rtp")) rtp = atoi(v);
    else if (!strcmp(k, "relay")) sscanf(v, "%d,%d", &relays, &relayPort);
    else if (!strcmp(k, "pids")) for (char *p = strtok(v, ","); p && pidCount < 64; p = strtok(0, ",")) pids[pidCount++] = atoi(p);
    else { fprintf(stderr, "unknown: %s\n", k); return 2; }
  }
  run = getpid() * 2654435761u ^ (unsigned)time(0);
  target.sin_family = AF_INET; inet_pton(AF_INET, host, &target.sin_addr);
  int ep = epoll_create1(0), ticker = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK), sockets[5], socketCount = 0;
  nearSocket = sockets[socketCount++] = bound(nearPort); farSocket = sockets[socketCount++] = bound(farPort);
  soundSocket[0] = sockets[socketCount++] = bound(nearPort + 1000); soundSocket[1] = sockets[socketCount++] = bound(farPort + 1000);
  sockets[socketCount++] = ticker;
  for (int i = 0; i < socketCount; i++) { struct epoll_event e = { .events = EPOLLIN, .data.fd = sockets[i] }; epoll_ctl(ep, EPOLL_CTL_ADD, sockets[i], &e); }
  struct itimerspec every = { { 0, 1000000 }, { 0, 1000000 } };
  timerfd_settime(ticker, 0, &every, 0);
  if (relays) { for (int i = 0; i < 2 * relays; i++) hear(i & 1, htonl(INADDR_LOOPBACK), relayPort + 2 * i); rtp = 1; rate = 0; }
  else { readPairs(pairFile); callCount = limit ? limit : (long)(rate * (warm + measure)) + 1; calls = calloc(callCount, sizeof *calls); }

  if (ramp < 0) ramp = warm < 24 ? warm / 3 : 8;
  u64 began = mono(), cpuAt = 0, cpuUsed = 0, from = 0, endedAt = 0, drainedAt = 0; tick = began / 1000000;
  Counters before = { 0 }, after_ = { 0 };
  double window = 0; long leaving = 0; u64 heardAtEnd = 0;
  for (;;) {
    struct epoll_event ready[8];
    int n = epoll_wait(ep, ready, 8, 100);
    for (int i = 0; i < n; i++) {
      u64 x;
      if (ready[i].data.fd == ticker) { if (read(ticker, &x, 8) < 0) continue; }
      else drain(ready[i].data.fd);
    }
    u64 t = mono();
    double elapsed = (t - began) * 1e-9;
    while (tick < t / 1000000) {
      tick++;
      Timer **slot = &wheel[tick & (WHEEL - 1)], *list = *slot;
      *slot = 0;
      while (list) {
        Timer *x = list;
        list = x->next;
        if (x->due > tick) { x->next = *slot; *slot = x; }
        else { fire(x); x->next = spare; spare = x; }
      }
      if (rtp) speak(tick % SLOTS);
    }
    if (!measuring && !endedAt && elapsed >= warm) { measuring = 1; before = now_; cpuAt = cpu(); from = t; }
    if (measuring && elapsed >= warm + measure) {
      measuring = 0; cpuUsed = cpu() - cpuAt; after_ = now_; window = (t - from) * 1e-9; endedAt = t; heardAtEnd = now_.rtpReceived;
    }
    if (!endedAt) {
      u64 due = (u64)(rate * (elapsed < ramp ? elapsed * elapsed / (2 * ramp) : elapsed - ramp / 2));
      for (int burst = 0; !relays && now_.started < due && now_.started < (u64)callCount && burst < 64; burst++) start();
    } else {
      // All are hung up, two a millisecond, then it is over.
      for (int k = 0; k < 2 && leaving < (long)now_.started; leaving++) if (calls[leaving].state == UP) { bye(leaving); k++; }
      if (relays || (live == 0 && !drainedAt)) drainedAt = drainedAt ? drainedAt : t;
      if (drainedAt && t - drainedAt > 300000000ull) break;
      if (t - endedAt > 60000000000ull) break;
    }
  }
  (void)heardAtEnd;
#define D(f) (unsigned long)(after_.f - before.f)
  printf("{\"rate\":%.0f,\"started\":%lu,\"done\":%lu,\"failed\":%lu,\"stuck\":%ld,\"held\":%ld,\"seconds\":%.3f,\"cpuNs\":%lu,\"inviteRepeats\":%lu,\"byeRepeats\":%lu,"
    "\"okRepeats\":%lu,\"duplicates\":%lu,\"strange\":%lu,\"unsent\":%lu,\"rtpSent\":%lu,\"rtpReceived\":%lu,",
    rate, D(started), D(done), (unsigned long)failed, live, mostLive, window, (unsigned long)cpuUsed, (unsigned long)now_.inviteRepeats, (unsigned long)now_.byeRepeats,
    (unsigned long)now_.okRepeats, (unsigned long)now_.duplicates, (unsigned long)now_.strange, (unsigned long)now_.unsent, D(rtpSent), D(rtpReceived));
  printf("\"ringP50\":%.2f,\"ringP99\":%.2f,\"answerP50\":%.2f,\"answerP99\":%.2f,\"codes\":{", quantile(&ringing, .5), quantile(&ringing, .99), quantile(&answered, .5), quantile(&answered, .99));
  for (int i = 0, k = 0; i < 700; i++) if (codes[i]) printf("%s\"%d\":%d", k++ ? "," : "", i, codes[i]);
  printf("}}\n");
  return 0;
}
