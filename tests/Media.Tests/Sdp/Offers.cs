namespace PbxBridge.Media.Tests.Sdp;

/// <summary>Descriptions as phones and networks send them; addresses are of the documentation ranges.</summary>
internal static class Offers
{
    public const string Baresip = """
        v=0
        o=- 3895822671 3895822671 IN IP4 192.0.2.10
        s=-
        c=IN IP4 192.0.2.10
        t=0 0
        a=tool:baresip 3.9.0
        m=audio 24700 RTP/AVP 0 8 101
        b=AS:125
        a=rtpmap:0 PCMU/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=rtcp:24701
        a=rtcp-mux
        a=sendrecv
        a=label:1
        a=ssrc:1234567 cname:sip:anna@192.0.2.10
        a=ptime:20
        """;

    public const string Linphone = """
        v=0
        o=anna 1733 3320 IN IP4 10.0.0.7
        s=Talk
        c=IN IP4 10.0.0.7
        t=0 0
        a=ice-pwd:aaaaaaaaaaaaaaaaaaaaaaaa
        a=ice-ufrag:bbbbbbbb
        a=rtcp-xr:rcvr-rtt=all:10000 stat-summary=loss,dup,jitt,TTL voip-metrics
        a=record:off
        m=audio 7078 RTP/AVPF 96 97 98 0 8 18 101 99 100
        c=IN IP4 203.0.113.5
        a=rtpmap:96 opus/48000/2
        a=fmtp:96 useinbandfec=1
        a=rtpmap:97 speex/16000
        a=fmtp:97 vbr=on
        a=rtpmap:98 speex/8000
        a=fmtp:98 vbr=on
        a=fmtp:18 annexb=yes
        a=rtpmap:101 telephone-event/48000
        a=rtpmap:99 telephone-event/16000
        a=rtpmap:100 telephone-event/8000
        a=candidate:1 1 UDP 2130706303 10.0.0.7 7078 typ host
        a=candidate:2 1 UDP 1694498687 203.0.113.5 51662 typ srflx raddr 10.0.0.7 rport 7078
        a=rtcp-fb:* trr-int 5000
        a=rtcp-fb:* ccm tmmbr
        m=video 9078 RTP/AVPF 96
        c=IN IP4 203.0.113.5
        a=rtpmap:96 VP8/90000
        a=candidate:1 1 UDP 2130706303 10.0.0.7 9078 typ host
        """;

    public const string VoLte = """
        v=0
        o=- 1407349832 1407349832 IN IP6 2001:db8:0:1::5
        s=QC VOIP
        c=IN IP6 2001:db8:0:1::5
        b=AS:42
        b=RS:612
        t=0 0
        m=audio 50010 RTP/AVP 107 106 105 104 101 102
        b=AS:42
        b=RS:612
        b=RR:1837
        a=rtpmap:107 EVS/16000/1
        a=fmtp:107 br=5.9-24.4;bw=nb-swb;ch-aw-recv=2;max-red=220
        a=rtpmap:106 AMR-WB/16000/1
        a=fmtp:106 mode-change-capability=2;max-red=220
        a=rtpmap:105 AMR-WB/16000/1
        a=fmtp:105 octet-align=1;mode-change-capability=2;max-red=220
        a=rtpmap:104 AMR/8000/1
        a=fmtp:104 mode-change-capability=2;max-red=220
        a=rtpmap:101 telephone-event/16000
        a=fmtp:101 0-15
        a=rtpmap:102 telephone-event/8000
        a=fmtp:102 0-15
        a=curr:qos local none
        a=curr:qos remote none
        a=des:qos mandatory local sendrecv
        a=des:qos optional remote sendrecv
        a=tcap:1 RTP/AVPF
        a=pcfg:1 t=1
        a=sendrecv
        a=maxptime:240
        a=ptime:20
        """;

    public const string T38 = """
        v=0
        o=fax 1 2 IN IP4 192.0.2.30
        s=fax
        c=IN IP4 192.0.2.30
        t=0 0
        m=image 4000 udptl t38
        a=T38FaxVersion:0
        a=T38MaxBitRate:14400
        """;

    public const string AudioVideoScreenFile = """
        v=0
        o=- 20 1 IN IP4 198.51.100.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1
        m=video 51372 RTP/AVP 99
        c=IN IP4 198.51.100.1
        a=rtpmap:99 h263-1998/90000
        m=audio 49170/2 RTP/AVP 8 18 13
        c=IN IP4 198.51.100.2
        a=mid:1
        a=rtpmap:18 G729/8000
        a=fmtp:18 annexb=no
        a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
        a=recvonly
        m=audio 49180 RTP/AVP 0
        c=IN IP4 198.51.100.2
        m=application 9 TCP/BFCP *
        """;

    public const string WebRtc = """
        v=0
        o=- 46117317 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8
        c=IN IP4 0.0.0.0
        a=fingerprint:sha-256 00:11
        a=rtpmap:111 opus/48000/2
        """;

    public static byte[] Bytes(string text) => System.Text.Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n");

    public static PbxBridge.Media.Sdp.SessionDescription Parsed(string text)
    {
        Assert.True(PbxBridge.Media.Sdp.SessionDescription.TryParse(Bytes(text), out var sdp, out var error), error);
        return sdp!;
    }
}
