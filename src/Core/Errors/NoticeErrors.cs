namespace Cockpit.Core.Errors;

/// <summary>A channel or a notice cannot be used as it is.</summary>
public static class NoticeErrors
{
    public static readonly ErrorCode ChannelInvalid = new("CHANNEL_INVALID", ExitCode.BadInput, "Nothing was changed.", "cockpit notify set --help shows what it takes.");
    public static readonly ErrorCode ChannelUnknown = new("CHANNEL_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit notify list shows the names.");
    public static readonly ErrorCode ChannelInUse = new("CHANNEL_IN_USE", ExitCode.Refused, "Nothing was changed.", "Take it out of those policies first: cockpit policy apply FILE.");
    public static readonly ErrorCode NoticeUnknown = new("NOTICE_UNKNOWN", ExitCode.BadInput, "Nothing was changed.", "cockpit notify list shows the numbers.");
    public static readonly ErrorCode DeliveryFailed = new("DELIVERY_FAILED", ExitCode.PartlyFailed, "Nobody was told; no server is concerned.", "cockpit notify test NAME tries it again.");

    internal static IReadOnlyList<ErrorCode> All => [ChannelInvalid, ChannelUnknown, ChannelInUse, NoticeUnknown, DeliveryFailed];
}
