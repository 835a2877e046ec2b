// The relay in C that the bridge's relay is compared with: for each call two RTP and two RTCP sockets, as a bridge has them, read in batches on a
// tick of one millisecond, connected to their peers. Usage: relay CALLS PORT PEER_A PEER_B
//   call i has the ports PORT+4i (RTP of side A), +1 (RTCP), +2 (RTP of side B), +3; what comes on A leaves on B and the other way round.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 32, BYTES = 2048 };

static int bound(int port, int peer) {
  int s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  if (bind(s, (void *)&a, sizeof a)) { perror("bind"); exit(1); }
  a.sin_port = htons(peer);
  if (connect(s, (void *)&a, sizeof a)) { perror("connect"); exit(1); }
  return s;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  int calls = atoi(argv[1]), port = atoi(argv[2]), peers[2] = { atoi(argv[3]), atoi(argv[4]) }, ep = epoll_create1(0);
  struct rlimit files = { 1 << 20, 1 << 20 };
  setrlimit(RLIMIT_NOFILE, &files);
  int *sockets = calloc(4 * calls, sizeof *sockets);
  for (int i = 0; i < 4 * calls; i++) {
    int side = (i & 3) >> 1;
    sockets[i] = bound(port + i, peers[side] + (i & 1) * 500);
    struct epoll_event e = { .events = EPOLLIN, .data.u32 = i };
    epoll_ctl(ep, EPOLL_CTL_ADD, sockets[i], &e);
  }
  static char buffers[BATCH][BYTES]; static struct mmsghdr m[BATCH]; static struct iovec parts[BATCH]; static struct epoll_event ready[1024];
  for (;;) {
    int n = epoll_wait(ep, ready, 1024, -1);
    for (int k = 0; k < n; k++) {
      int i = ready[k].data.u32;
      for (int j = 0; j < BATCH; j++) { parts[j] = (struct iovec){ buffers[j], BYTES }; m[j].msg_hdr = (struct msghdr){ .msg_iov = &parts[j], .msg_iovlen = 1 }; }
      int c = recvmmsg(sockets[i], m, BATCH, MSG_DONTWAIT, 0);
      if (c <= 0) continue;
      for (int j = 0; j < c; j++) parts[j].iov_len = m[j].msg_len;
      sendmmsg(sockets[i ^ 2], m, c, 0);
    }
    struct timespec pause = { 0, 1000000 };
    nanosleep(&pause, 0);
  }
}
