using Cockpit.Core.Documents;
using Cockpit.Core.Errors;

namespace Cockpit.Operations.Policies;

/// <summary>Faults of definitions as one error.</summary>
internal static class PolicyFaults
{
    /// <summary>Faults that the sentence names; cockpit policy lint prints all.</summary>
    private const int Named = 3;

    /// <param name="root">The document that they are about; null where it was none.</param>
    public static CockpitException Exception(DocFaults faults, DocNode? root = null)
    {
        IEnumerable<string> first = (root is null ? faults.Found : DocPlaces.Located(faults.Found, root)).Take(Named).Select(f => Printable.Line(f.ToString(), 300));
        string more = faults.Found.Count > Named ? $" And {faults.Found.Count - Named} more." : "";
        return new CockpitException(PolicyErrors.PolicyInvalid.Because(string.Join(" ", first) + more));
    }
}
