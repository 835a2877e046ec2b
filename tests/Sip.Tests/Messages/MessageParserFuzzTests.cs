using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

public sealed class MessageParserFuzzTests
{
    private static readonly byte[][] Splices =
    [
        "\r\n"u8.ToArray(), "\r\n "u8.ToArray(), "\r"u8.ToArray(), "\0"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "<"u8.ToArray(), ">"u8.ToArray(),
        ";"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(), "="u8.ToArray(), "@"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), "%"u8.ToArray(),
        " "u8.ToArray(), "99999999999"u8.ToArray(), "Via: "u8.ToArray(), "l: 1\r\n"u8.ToArray(), "SIP/2.0"u8.ToArray(), [0xff], [0xc5],
    ];

    [Fact]
    public void Two_hundred_thousand_mutations_never_throw_and_usable_ones_keep_every_row()
    {
        var random = new Random(20261122);
        var sources = Torture.Names.Select(Torture.Bytes).Append(Text.Bytes(Text.Invite)).ToArray();
        var writer = new MessageWriter();
        var usable = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var datagram = random.Next(2) == 0;
            var bytes = Mutate(random, sources[random.Next(sources.Length)]);
            var verdict = MessageParser.Parse(bytes, datagram, out var message, out var error);
            Assert.Equal(verdict == ParseVerdict.Usable, error.Status == 0);
            Assert.Equal(verdict == ParseVerdict.Drop, message is null);
            if (message is null)
                continue;
            ReadAll(message);
            if (verdict == ParseVerdict.Usable)
            {
                usable++;
                AssertRoundTrip(message, writer);
            }
        }
        Assert.InRange(usable, 25_000, 120_000);
    }

    [Fact]
    public void Framer_gives_messages_that_the_parser_reads_to_their_end()
    {
        var random = new Random(7);
        var sources = Torture.Names.Select(Torture.Bytes).Append(Text.Bytes(Text.Invite)).ToArray();
        var messages = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var framer = new StreamFramer();
            for (var piece = 0; piece < 4; piece++)
            {
                framer.Append(Mutate(random, sources[random.Next(sources.Length)]));
                while (framer.TryNext(out var bytes, out _) is FrameVerdict.Message or FrameVerdict.KeepAlivePing)
                {
                    if (bytes is null)
                        continue;
                    messages++;
                    if (MessageParser.Parse(bytes, datagram: false, out var message, out _) == ParseVerdict.Usable)
                        Assert.Equal(bytes.Length, message!.Body.Length + HeaderLength(message));
                }
            }
        }
        Assert.InRange(messages, 10_000, 80_000);
    }

    private static int HeaderLength(SipMessage message) =>
        message.Body.IsEmpty ? message.Raw.Length : (int)System.Runtime.CompilerServices.Unsafe.ByteOffset(
            ref message.Raw[0], ref System.Runtime.InteropServices.MemoryMarshal.GetReference(message.Body));

    private static byte[] Mutate(Random random, byte[] source)
    {
        var bytes = source.ToList();
        for (var n = random.Next(4) == 0 ? 3 : 1; n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Splices[random.Next(Splices.Length)]);
                    break;
                case 3 when random.Next(4) == 0:
                    bytes.InsertRange(at, bytes.GetRange(0, random.Next(bytes.Count)));
                    break;
                case 4 when random.Next(8) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(60), bytes.Count - from)));
                    break;
            }
            if (bytes.Count == 0)
                bytes.Add(0);
        }
        return [.. bytes];
    }

    private static void ReadAll(SipMessage message)
    {
        _ = message.TopVia.Branch.Length + message.TopVia.Rport + message.From.Tag.Length + message.To.GetDisplayName().Length;
        _ = message.ToString();
        foreach (var id in (ReadOnlySpan<HeaderId>)[HeaderId.Via, HeaderId.Contact, HeaderId.Route, HeaderId.Supported])
        {
            foreach (var value in message.Values(id))
            {
                if (NameAddrView.TryParse(value, out var view) && SipUriView.TryParse(view.Uri, out var uri))
                    _ = SipUriView.Unescape(uri.User) + SipUriView.Equivalent(view.Uri, message.RequestUri);
            }
        }
    }

    private static void AssertRoundTrip(SipMessage message, MessageWriter writer)
    {
        if (message.IsRequest)
            writer.StartRequest(message.MethodToken, message.RequestUri);
        else
            writer.StartResponse(message.StatusCode, message.ReasonPhrase);
        foreach (var row in message.AllRows)
        {
            if (row.Id != HeaderId.ContentLength)
                writer.CopyRow(row);
        }
        writer.Finish(default, message.Body);
        var verdict = MessageParser.Parse(writer.ToArray(), datagram: true, out var again, out var error);

        // The writer names the content type anew; a message that grew over a limit by its canonical names is no fault.
        if (error.Status == 513)
            return;
        Assert.Equal((ParseVerdict.Usable, default), (verdict, error));
        Assert.True(again!.Body.SequenceEqual(message.Body));
        var copies = again.AllRows;
        foreach (var row in message.AllRows)
        {
            if (row.Id == HeaderId.ContentLength)
                continue;
            Assert.True(copies.MoveNext());
            Assert.Equal(row.Id, copies.Current.Id);
            Assert.True(row.Value.SequenceEqual(copies.Current.Value));
            Assert.True(row.Id != HeaderId.Unknown || row.Name.SequenceEqual(copies.Current.Name));
        }
    }
}
