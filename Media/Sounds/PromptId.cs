using System.Collections.Immutable;
using System.Globalization;

namespace PbxBridge.Media.Sounds;

/// <summary>Names of the prompts: the file names without <c>.wav</c>. The texts are in <c>config/prompts/LANGUAGE.txt</c>.</summary>
public static class PromptId
{
    /// <summary>Announcements of spec §5.5: A01 inactive service … A09 premium threshold.</summary>
    public const string ServiceInactive = "A01", CallNotPossible = "A02", ProfileBarredUseStar = "A03", NumberUnknown = "A04", ProfileBarred = "A05",
        LimitReached = "A06", PrivateOff = "A07", PrivateNoFunds = "A08", PremiumThreshold = "A09";

    /// <summary>Voicemail greetings by cause.</summary>
    public const string GreetingNoAnswer = "greeting-no-answer", GreetingBusy = "greeting-busy", GreetingUnreachable = "greeting-unreachable",
        GreetingLine = "greeting-line";

    /// <summary>Retrieval: PIN dialogue.</summary>
    public const string EnterPin = "enter-pin", WrongPin = "wrong-pin", Locked = "locked", EnterNumber = "enter-number";

    /// <summary>Retrieval: menus and results.</summary>
    public const string MainMenu = "menu", MessageMenu = "message-menu", MessageDeleted = "message-deleted", MessageSaved = "message-saved",
        EndOfMessages = "end-of-messages", InvalidKey = "invalid-key", MailboxFull = "mailbox-full", Goodbye = "goodbye",
        ThankYou = "thank-you", TooShort = "too-short";

    /// <summary>The owner's own greeting.</summary>
    public const string GreetingMenu = "greeting-menu", RecordGreeting = "record-greeting", GreetingSaved = "greeting-saved",
        GreetingStandard = "greeting-standard";

    /// <summary>Counts. "Few" is the Polish plural of 2–4; English has the same words in both.</summary>
    public const string NoMessages = "no-messages", NoNewMessages = "no-new-messages", NoOldMessages = "no-old-messages",
        OneNewMessage = "one-new-message", OneOldMessage = "one-old-message", YouHave = "you-have", NewMessagesFew = "new-messages-few",
        NewMessagesMany = "new-messages-many", OldMessagesFew = "old-messages-few", OldMessagesMany = "old-messages-many",
        MessageNumber = "message-number", TwoFeminine = "n2f";

    /// <summary>Asks a member of a line who has answered to press 1.</summary>
    public const string TakeCall = "take-call";

    /// <summary>Topping up the own account. "Few" as with the counts: złote, grosze.</summary>
    public const string TopUpEnter = "topup-enter", TopUpCode = "topup-code", TopUpConfirm = "topup-confirm", TopUpDone = "topup-done", TopUpBalance = "topup-balance",
        TopUpRefused = "topup-refused", TopUpUsed = "topup-used", TopUpLocked = "topup-locked", TopUpUnavailable = "topup-unavailable",
        ZlotyOne = "zloty-one", ZlotyFew = "zloty-few", ZlotyMany = "zloty-many", GroszOne = "grosz-one", GroszFew = "grosz-few", GroszMany = "grosz-many";

    /// <summary>Every prompt that a language must have.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        ServiceInactive, CallNotPossible, ProfileBarredUseStar, NumberUnknown, ProfileBarred, LimitReached, PrivateOff, PrivateNoFunds, PremiumThreshold,
        GreetingNoAnswer, GreetingBusy, GreetingUnreachable, GreetingLine,
        EnterPin, WrongPin, Locked, EnterNumber,
        MainMenu, MessageMenu, MessageDeleted, MessageSaved, EndOfMessages, InvalidKey, MailboxFull, Goodbye, ThankYou, TooShort,
        GreetingMenu, RecordGreeting, GreetingSaved, GreetingStandard,
        NoMessages, NoNewMessages, NoOldMessages, OneNewMessage, OneOldMessage, YouHave, NewMessagesFew, NewMessagesMany, OldMessagesFew,
        OldMessagesMany, MessageNumber, TwoFeminine, TakeCall,
        TopUpEnter, TopUpCode, TopUpConfirm, TopUpDone, TopUpBalance, TopUpRefused, TopUpUsed, TopUpLocked, TopUpUnavailable,
        ZlotyOne, ZlotyFew, ZlotyMany, GroszOne, GroszFew, GroszMany,
        .. Enumerable.Range(0, 21).Select(Number), .. Enumerable.Range(3, 8).Select(static tens => Number(tens * 10)),
        .. Enumerable.Range(2, 8).Select(static hundreds => Number(hundreds * 100)),
    ];

    /// <summary>The word for 0–20, 30, 40 … 100, 200 … 900.</summary>
    public static string Number(int number) => string.Create(CultureInfo.InvariantCulture, $"n{number}");
}
