using Cockpit.Core.Operations;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>How the risk grew and shrank, a day a step, with the days on which rules or feeds moved it.</summary>
/// <param name="Days">Null until they were read.</param>
/// <param name="Range">Which stretch of time is shown: the index in <see cref="Ranges"/>.</param>
public sealed record BurnDownScreen(RiskFrame Frame, Burndown? Days, int Range) : RiskTab(Frame)
{
    /// <summary>Days that are shown; the last is all.</summary>
    internal static readonly int[] Ranges = [30, 90, 365, int.MaxValue];

    public BurnDownScreen(RiskFrame frame) : this(frame, null, 0) { }

    public override int CurrentTab => 3;

    protected override long? Matching => Days?.Days.Count > 0 ? Days.Days[^1].Open : null;

    /// <summary>The days of the stretch that is shown.</summary>
    internal IReadOnlyList<BurndownPoint> Shown => Days is null ? [] : [.. Days.Days.Skip(Math.Max(0, Days.Days.Count - Ranges[Range]))];

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        new("Right", "longer", "Shows more days: 30, 90, a year, all.", Off: Range == Ranges.Length - 1 || Days?.Days.Count <= Ranges[Range] ? "all days are shown" : null),
        new("Left", "shorter", "Shows fewer days.", Off: Range == 0 ? "30 days are the least" : null),
        .. Shared,
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        BurndownRead read => read.Filter == Frame.Applied.Text ? new Turn(this with { Days = read.Days }) : null,
        WorkFailed { Name: "burn-down", Fault.Code.Name: "FILE_MISSING" } => new Turn(this with { Days = new Burndown([]) }),
        Pressed { Key: { Named: NamedKey.Right } or { Letter: 'l' } } when Range < Ranges.Length - 1 && Days?.Days.Count > Ranges[Range] => new Turn(this with { Range = Range + 1 }),
        Pressed { Key: { Named: NamedKey.Left } or { Letter: 'h' } } when Range > 0 => new Turn(this with { Range = Range - 1 }),
        _ => base.Update(message, look),
    };

    public override void Draw(Canvas body, Look look) => BurnDownView.Draw(this, body, look);

    protected override IReadOnlyList<ScreenEffect> Reads => [RiskWork.Burndown(Frame.Applied)];

    protected override RiskTab Anew(RiskFrame frame) => new BurnDownScreen(frame) { Range = Range };
}

/// <param name="Filter">The filter that it was read under.</param>
public sealed record BurndownRead(Burndown Days, string Filter = "") : Message;
