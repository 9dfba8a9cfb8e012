using System.Collections.Immutable;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The 5x5 matrix as a heat map that is walked with the arrows; the list below it follows, Enter gives it the body.</summary>
/// <param name="Picture">Null until it was read.</param>
/// <param name="Likelihood">Of the cell under the cursor, 1 to 5; 0 until the worst cell is known.</param>
/// <param name="Rows">The first findings of that cell, the worst first; default until they were read.</param>
public sealed record RiskScreen(RiskFrame Frame, RiskMatrixResult? Picture, int Likelihood, int Impact, ImmutableArray<FindingLine> Rows) : RiskTab(Frame)
{
    public RiskScreen() : this(RiskFrame.Unread) { }

    public RiskScreen(RiskFrame frame) : this(frame, null, 0, 0, default) { }

    public override int CurrentTab => 0;

    public RiskCell? Here => Picture is not null && Likelihood > 0 ? Picture[Likelihood, Impact] : null;

    /// <summary>The first finding of the cell under the cursor.</summary>
    private FindingLine? Worst => Rows.IsDefaultOrEmpty ? null : Rows[0];

    /// <summary>What removes the most points, beside the matrix where there is room; null until it was read.</summary>
    public RiskTops? Tops { get; init; }

    protected override long? Matching => Picture?.Total;

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Picture?.Total > 0 ? [new Offer("Enter", "list", "Lists the cell's findings."), new Offer("n", "next worst", "The next cell with findings, by level.")] : Array.Empty<Offer>(),
        .. Here?.Count > 0 ? [Offer.For(RolloutOperations.Plan, $"rollout of {Here.Count:N0}")] : Array.Empty<Offer>(),
        .. Worst is null ? Array.Empty<Offer>() : [Offer.For(FindingOperations.Explain, "why the first")],
        .. Shared,
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        MatrixRead read => read.Filter == Frame.Applied.Text ? Seen(this with { Picture = read.Picture }, anew: Picture is null) : null,
        TopsRead read => read.Filter == Frame.Applied.Text ? new Turn(this with { Tops = read.Tops }) : null,
        WorkFailed { Name: "matrix", Fault.Code.Name: "FILE_MISSING" } => new Turn(this with { Picture = Empty }),
        FindingsRead read => Here is not null && read.List == RiskWork.NameOf(Query, Frame.Applied) ? new Turn(this with { Rows = [.. read.Rows] }) : null,
        Chosen { Operation: var operation } when operation == RolloutOperations.Plan && Here is { Count: > 0 } => new Turn(this, RiskWork.Plan(Query, Frame.Applied)),
        Chosen { Operation: var operation } when operation == FindingOperations.Explain && Worst is { } worst => new Turn(this, new Open(new FindingScreen(worst.Id, $"1/{Here!.Count:N0}"))),
        PlanMade made => new Turn(this, new Say(RolloutSentence.Of(made.Plan)), new Open(new RolloutScreen(made.Plan.RolloutId))),
        Pressed { Key: var key } when Picture is not null && Press(key) is { } turn => turn,
        _ => base.Update(message, look),
    };

    public override void Draw(Canvas body, Look look) => RiskView.Draw(this, body, look);

    protected override IReadOnlyList<ScreenEffect> Reads =>
        [RiskWork.Matrix(Frame.Applied), RiskWork.Tops(Frame.Applied, RiskView.MostTops), .. Here is { Count: > 0 } ? [RiskWork.Findings(Query, Frame.Applied, RiskView.Preview)] : Array.Empty<ScreenEffect>()];

    protected override RiskTab Anew(RiskFrame frame) => new RiskScreen(frame) { Likelihood = Likelihood, Impact = Impact, Picture = null };

    /// <summary>The list of the cell under the cursor.</summary>
    internal FindingQuery Query => QueryOf(Here!);

    private static FindingQuery QueryOf(RiskCell cell) => new($"{RiskColors.Short(cell.Level)} {cell.Likelihood}x{cell.Impact}", new RiskScore(cell.Likelihood, cell.Impact)) { None = "No open finding is in this cell any more." };

    private static RiskMatrixResult Empty => new(
        [.. Enumerable.Range(1, RiskMatrix.Steps).SelectMany(l => Enumerable.Range(1, RiskMatrix.Steps).Select(i => new RiskCell(l, i, RiskMatrix.Level(l, i), 0, 0)))], 0, 0, null);

    /// <summary>The cursor begins on the worst cell that has findings.</summary>
    /// <param name="anew">Nothing was shown before, as under a new filter: an empty cell is then no place that a person chose.</param>
    private static Turn Seen(RiskScreen screen, bool anew)
    {
        if (screen.Picture!.Total == 0) return new Turn(screen);
        if (screen.Likelihood == 0 || anew && screen.Here!.Count == 0) return To(screen, Ranked(screen.Picture).First());
        return screen.Here!.Count > 0 && screen.Rows.IsDefault ? new Turn(screen, RiskWork.Findings(screen.Query, screen.Frame.Applied, RiskView.Preview)) : new Turn(screen);
    }

    private static IEnumerable<RiskCell> Ranked(RiskMatrixResult picture) => picture.Cells.Where(c => c.Count > 0)
        .OrderByDescending(c => c.Level).ThenByDescending(c => c.Likelihood).ThenByDescending(c => c.Impact);

    private Turn? Press(KeyPress key)
    {
        if (Here is not { } here) return null;
        switch (key)
        {
            case { Named: NamedKey.Up } or { Letter: 'k' }: return Walk(1, 0);
            case { Named: NamedKey.Down } or { Letter: 'j' }: return Walk(-1, 0);
            case { Named: NamedKey.Right } or { Letter: 'l' }: return Walk(0, 1);
            case { Named: NamedKey.Left } or { Letter: 'h' }: return Walk(0, -1);
            case { Named: NamedKey.Home } or { Letter: 'g' }: return Ranked(Picture!).FirstOrDefault() is { } worst ? To(this, worst) : null;
            case { Letter: 'n' or 'N' }:
                List<RiskCell> cells = [.. Ranked(Picture!)];
                int at = cells.IndexOf(here) + (key.Letter == 'n' ? 1 : -1);
                return at >= 0 && at < cells.Count ? To(this, cells[at]) : null;
            case { Named: NamedKey.Enter } when here.Count > 0:
                return new Turn(this, new Open(new FindingsScreen(Query, Frame.Applied)));
            default:
                return null;
        }
    }

    private Turn Walk(int likelihood, int impact)
    {
        int l = Math.Clamp(Likelihood + likelihood, 1, RiskMatrix.Steps), i = Math.Clamp(Impact + impact, 1, RiskMatrix.Steps);
        return To(this, Picture![l, i]);
    }

    private static Turn To(RiskScreen screen, RiskCell cell)
    {
        if (cell.Likelihood == screen.Likelihood && cell.Impact == screen.Impact) return new Turn(screen);
        RiskScreen moved = screen with { Likelihood = cell.Likelihood, Impact = cell.Impact, Rows = cell.Count == 0 ? [] : default };
        return cell.Count == 0 ? new Turn(moved) : new Turn(moved, RiskWork.Findings(QueryOf(cell), screen.Frame.Applied, RiskView.Preview));
    }
}
