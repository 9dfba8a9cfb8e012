namespace Cockpit.Core.Operations;

/// <summary>What can be done with notices and the channels through which they leave.</summary>
public static class NoticeOperations
{
    public static readonly Operation Set = new("notify.set", "channel", "notify set", null, "Makes or replaces a channel for notices: mail, a webhook, a command, or a spool folder.", OperationKind.Act, "cockpit notify set ops --smtp mail.example.org:587 --from cockpit@example.org --to ops@example.org --user cockpit --credential-secret vault:mail");
    public static readonly Operation List = new("notify.list", "notices", "notify list", null, "Lists the channels, what could not be delivered, and the newest notices.", OperationKind.Read, "cockpit notify list");
    public static readonly Operation Remove = new("notify.remove", "remove channel", "notify remove", null, "Removes a channel that no policy names; what waited for it is dropped.", OperationKind.Act, "cockpit notify remove ops");
    public static readonly Operation Test = new("notify.test", "test channel", "notify test", null, "Sends one notice through a channel now and says what became of it.", OperationKind.Act, "cockpit notify test ops");
    public static readonly Operation Send = new("notify.send", "send", "notify send", null, "Looks for what people are to be told and delivers what is due, as the worker does by itself.", OperationKind.Act, "cockpit notify send");
    public static readonly Operation Ack = new("notify.ack", "acknowledge", "notify ack", null, "Says that you have seen a notice: it is not repeated, and nobody further is told.", OperationKind.Act, "cockpit notify ack 12");

    internal static IReadOnlyList<Operation> All => [Set, List, Remove, Test, Send, Ack];
}
