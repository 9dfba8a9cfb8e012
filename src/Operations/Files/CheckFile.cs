using Cockpit.Operations.Audit;
using Cockpit.Store;

namespace Cockpit.Operations.Files;

/// <param name="Problems">What is wrong with pages, indexes or references; empty when all is well.</param>
public sealed record FileCheck(bool Ok, IReadOnlyList<string> Problems, ChainReport Chain);

/// <summary>Checks the file's pages, references and chain.</summary>
public static class CheckFile
{
    public static FileCheck Run(Session session)
    {
        List<string> problems = session.Read(t => t.Problems());
        ChainReport chain = VerifyAudit.Run(session);
        return new FileCheck(problems.Count == 0 && chain.Ok, problems, chain);
    }
}
