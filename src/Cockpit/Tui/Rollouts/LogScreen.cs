using Cockpit.Core.Errors;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Rollouts;

/// <summary>What one host's jobs printed. It follows the end until the person moves.</summary>
/// <param name="Back">Lines up from the end; 0 follows.</param>
public sealed record LogScreen(string Rollout, string Host, HostLog? Log, int Back, Fault? Missing) : Screen
{
    public LogScreen(string rollout, string host) : this(rollout, host, null, 0, null) { }

    public override string Crumb => Host;

    public override string Status(Look look) => Log is null ? "" : $"{Log.Lines.Count} lines{(Back > 0 ? $", {Back} up; End follows" : ", following")}";

    public override IReadOnlyList<Offer> Offers(Look look) => [new("Home", "begin", "The first line."), new("End", "follow", "The last line, and what comes.")];

    public override Turn? Update(Message message, Look look)
    {
        (string id, string host) = (Rollout, Host);
        int most = Math.Max(0, (Log?.Lines.Count ?? 0) - look.Rows);
        return message switch
        {
            Shown or FileChanged => new Turn(this, new Work("log", c => new LogRead(ReadHostLog.Run(c.Session, RolloutWork.Id(id), host)))),
            // What is looked at stays where it is when lines are added below it.
            LogRead read => new Turn(this with { Log = read.Log, Missing = null, Back = Back == 0 ? 0 : Back + read.Log.Lines.Count - (Log?.Lines.Count ?? 0) }),
            WorkFailed { Name: "log" } failed => new Turn(this with { Missing = failed.Fault }),
            Pressed { Key: { Named: NamedKey.Up } or { Letter: 'k' } } => To(Back + 1),
            Pressed { Key: { Named: NamedKey.Down } or { Letter: 'j' } } => To(Back - 1),
            Pressed { Key.Named: NamedKey.PageUp } => To(Back + look.Rows - 1),
            Pressed { Key.Named: NamedKey.PageDown } => To(Back - look.Rows + 1),
            Pressed { Key: { Named: NamedKey.Home } or { Letter: 'g' } } => To(most),
            Pressed { Key: { Named: NamedKey.End } or { Letter: 'G' } } => To(0),
            _ => null,
        };

        Turn To(int back) => new(this with { Back = Math.Clamp(back, 0, most) });
    }

    public override void Draw(Canvas body, Look look)
    {
        if (Missing is { } fault) body.Put(0, 0, SafeText.Fit(fault.ToString(), body.Width), Style.Look);
        else DrawLog(Log, Host, body, Back, look);
    }

    /// <summary>The last lines that fit, or those before them.</summary>
    internal static void DrawLog(HostLog? log, string? host, Canvas canvas, int back, Look look)
    {
        if (log is null)
        {
            canvas.Put(0, 0, host is null ? "No host is chosen." : "reading ..", Style.Faint);
            return;
        }
        if (log.Lines.Count == 0)
        {
            canvas.Put(0, 0, $"No job has printed anything on {log.Host} yet.");
            return;
        }
        int last = Math.Max(0, log.Lines.Count - back), first = Math.Max(0, last - canvas.Height);
        for (int i = first; i < last; i++)
        {
            LogLine line = log.Lines[i];
            int at = canvas.Put(i - first, 0, $"{Ages.Clock(line.At, look)} {line.Step,-10} ", Style.Faint);
            canvas.Put(i - first, at, SafeText.Fit(line.Text, canvas.Width - at));
        }
    }
}
