using System.Runtime.InteropServices;

namespace PbxBridge.Sip.Loop;

/// <summary>The calls of the Linux C library that .NET does not offer, with their numbers (asm-generic, x86-64 and arm64).</summary>
internal static unsafe partial class Libc
{
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const int Interrupted = 4;
    public const int Again = 11;
    public const int MessageTooLong = 90;
    public const int NetUnreachable = 101;
    public const int ConnectionRefused = 111;
    public const int HostUnreachable = 113;
    public const int DontWait = 0x40;
    public const int Truncated = 0x20;
    public const int ErrorQueue = 0x2000;
    public const int EventNonBlockingCloseOnExec = 0x80800;

    /// <summary>True where the structures below have the layout that the C library expects.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && sizeof(nint) == 8;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public void* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct BatchHeader
    {
        public MessageHeader Header;
        public uint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    public static partial int NanoSleep(TimeSpec* time, TimeSpec* rest);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFd* fds, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveBatch(int fd, BatchHeader* headers, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendBatch(int fd, BatchHeader* headers, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(int fd, MessageHeader* header, int flags);
}
