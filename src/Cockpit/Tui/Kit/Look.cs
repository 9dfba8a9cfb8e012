using NodaTime;

namespace Cockpit.Tui.Kit;

/// <summary>What screens need to know of their surroundings, to change and to draw.</summary>
/// <param name="Now">The moment that ages are counted to.</param>
/// <param name="Rows">Rows of the body.</param>
/// <param name="Columns">Columns of the body.</param>
/// <param name="Glyphs">UTF-8 signs may be drawn.</param>
/// <param name="Operator">Operator mode: acts are on.</param>
/// <param name="OffsetAt">The local offset from UTC at a moment.</param>
public sealed record Look(Instant Now, int Rows, int Columns, bool Glyphs, bool Operator, Func<Instant, Offset> OffsetAt)
{
    /// <summary>There is room for a preview beside the list.</summary>
    public bool Wide => Columns >= 120;

    public Styled Show(Mark mark) => Marks.Of(mark, Glyphs);
}
