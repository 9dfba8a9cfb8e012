namespace Cockpit.Operations.Notices;

/// <summary>A notice was not taken; the message says why, for a list. It is tried again.</summary>
internal sealed class DeliveryFailure(string why, Exception? inner = null) : Exception(Printable.Line(why.Trim(), MostWords), inner)
{
    /// <summary>Characters of a reason, of which a server may have written most.</summary>
    private const int MostWords = 300;
}
