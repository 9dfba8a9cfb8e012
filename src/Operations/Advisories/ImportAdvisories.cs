using Cockpit.Core.Advisories;
using Cockpit.Core.Errors;
using Cockpit.Core.Intel;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Scanner.Advisories;
using Cockpit.Store;
using Cockpit.Store.Advisories;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Intel;
using NodaTime;

namespace Cockpit.Operations.Advisories;

/// <summary>Brings a distribution's feed into the file, and compares every host with it: findings of our own scans, and disputes of the scanners'.</summary>
internal static class ImportAdvisories
{
    /// <exception cref="CockpitException">INTEL_UNREADABLE, INTEL_INVALID, INTEL_OLDER, INTERRUPTED.</exception>
    public static IntelImportResult Run(Session session, IntelImportWish wish, Action<long>? onProgress, CancellationToken cancellation)
    {
        Instant begun = session.Now;
        string name = IntelFile.NameOf(wish.Path);
        AdvisoryImport done;
        using (IAdvisoryReader reader = AdvisoryFiles.Open(wish.Path))
        {
            if (reader.Kind != IntelKinds.Word(wish.Kind)) throw new CockpitException(IntelErrors.IntelInvalid.Because($"{name} is {IntelKinds.Title(IntelKinds.Of(reader.Kind))}, not {IntelKinds.Title(wish.Kind)}."));
            using CockpitFile file = session.Open(FileAccessMode.Create);
            done = AdvisoryImporter.Import(file, reader, wish.Kind, name, wish.Older, session.Actor, begun, onProgress, cancellation);
            if (done.Changed > 0) file.Write(t => t.MarkAll());
        }

        InventoryComparison? compared = done.Changed > 0 ? CompareInventories.Run(session, null, done.Feed.Name, cancellation) : null;
        AlignHosts.RunDue(session, cancellation);
        IntelFeed f = done.Feed;
        return new IntelImportResult(f.Name, f.Kind, f.AsOf, done.Replaced, f.Entries, done.Changed, f.FileName, f.FileHash, Math.Round((session.Now - begun).TotalSeconds, 3))
        {
            Notes = f.Detail.Length > 0 ? [f.Detail] : [],
            Compared = compared,
        };
    }
}
