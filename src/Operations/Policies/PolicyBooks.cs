using Cockpit.Core.Documents;
using Cockpit.Core.Errors;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Text;
using Cockpit.Store;
using Cockpit.Store.Definitions;

namespace Cockpit.Operations.Policies;

/// <summary>Reads what is defined in a file.</summary>
internal static class PolicyBooks
{
    /// <exception cref="CockpitException">POLICY_BROKEN: something in the file does not hold, so nothing of it counts.</exception>
    public static PolicyBook Read(ReadTransaction t)
    {
        List<DefinitionVersion> definitions = t.Definitions();
        if (definitions.Count == 0) return PolicyBook.Empty;
        var faults = new DocFaults();
        PolicyParts parts = Parts(definitions, faults);
        return (faults.Any ? null : PolicyCheck.Book(parts, faults)) ?? throw new CockpitException(PolicyErrors.PolicyBroken.Because($"What the file defines does not hold. {Printable.Line(faults.Found[0].ToString(), 300)}"));
    }

    /// <summary>What is defined, whether it holds or not: to be mended or replaced.</summary>
    public static PolicyParts Parts(ReadTransaction t, DocFaults faults) => Parts(t.Definitions(), faults);

    private static PolicyParts Parts(List<DefinitionVersion> definitions, DocFaults faults)
    {
        PolicyParts parts = PolicyParts.Empty;
        foreach (DefinitionVersion d in definitions) parts = PolicyDocument.Add(parts, d.Kind, d.Name, d.Version, d.Body!, faults);
        return parts;
    }
}
