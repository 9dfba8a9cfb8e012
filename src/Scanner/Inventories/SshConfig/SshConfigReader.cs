using Cockpit.Core.Hosts.Editing;

namespace Cockpit.Scanner.Inventories.SshConfig;

/// <summary>
/// Reads the hosts that a ssh_config(5) names: the words of Host lines that are no patterns. Only a host's name and address are taken;
/// user, key, port and jump hosts stay in the configuration, where each connection finds them again. Pure.
/// </summary>
public static class SshConfigReader
{
    /// <summary>Host lines with patterns and a HostName of their own that are looked through for each host; people have none or one.</summary>
    private const int MaxPatternBlocks = 256;

    /// <param name="parts">The files of an Include, by the name that stands there; ssh takes relative ones from ~/.ssh.</param>
    /// <exception cref="Core.Errors.CockpitException">HOST_FILE_INVALID.</exception>
    public static InventoryFile Read(byte[] bytes, InventoryParts? parts = null)
    {
        var reading = new Reading(parts ?? (_ => []));
        reading.File(InventoryText.Decode(bytes), "", 0, null);
        return reading.Done();
    }

    /// <summary>One Host line with what stands below it.</summary>
    private sealed record Block(int Order, int Line, string Where, IReadOnlyList<string> Patterns)
    {
        public string? HostName { get; set; }
    }

    private sealed class Reading(InventoryParts parts)
    {
        private readonly InventoryDraft draft = new(InventoryFormat.SshConfig);
        private readonly List<Block> blocks = [];
        private int files;

        /// <param name="where">Before a reason: the included file, or nothing.</param>
        /// <param name="outer">The block that an Include stands in.</param>
        public void File(string text, string where, int depth, Block? outer)
        {
            Block? block = outer;
            foreach ((int number, string line) in InventoryText.Lines(text))
            {
                if (line.Length > InventoryLimits.MaxLine)
                {
                    draft.Reject(number, $"{where}The line has {line.Length:N0} characters; {InventoryLimits.MaxLine:N0} are allowed.");
                    continue;
                }
                if (SshConfigWords.Of(line) is not { } words)
                {
                    draft.Reject(number, $"{where}A quote is not closed.");
                    continue;
                }
                if (words.Count == 0) continue;
                switch (words[0].ToLowerInvariant())
                {
                    case "host" when words.Count == 1:
                        draft.Reject(number, $"{where}Host names nothing.");
                        block = null;
                        break;
                    case "host":
                        block = new Block(blocks.Count, number, where, words[1..]);
                        if (blocks.Count >= InventoryLimits.MaxHosts) throw InventoryLimits.TooMany();
                        blocks.Add(block);
                        break;
                    case "match":
                        draft.PassOver(number, $"{where}Match names no host; its conditions stay ssh's business.");
                        block = null;
                        break;
                    case "hostname" when block is not null && words.Count == 2:
                        block.HostName ??= words[1];
                        break;
                    case "include":
                        foreach (string pattern in words.Skip(1)) Include(pattern, number, where, depth, block);
                        break;
                }
            }
        }

        public InventoryFile Done()
        {
            var literal = new Dictionary<string, Block>(StringComparer.OrdinalIgnoreCase);
            List<Block> withPatterns = [.. blocks.Where(b => b.HostName is not null && b.Patterns.Any(SshPattern.IsPattern))];
            if (withPatterns.Count > MaxPatternBlocks) throw InventoryLimits.Invalid($"The file has {withPatterns.Count:N0} Host lines with patterns and a HostName; {MaxPatternBlocks} are allowed.");
            foreach (Block block in blocks)
            {
                if (block.HostName is null) continue;
                foreach (string name in block.Patterns) literal.TryAdd(name, block);
            }
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (Block block in blocks) Take(block, literal, withPatterns, seen);
            return draft.Done();
        }

        private void Take(Block block, Dictionary<string, Block> literal, List<Block> withPatterns, HashSet<string> seen)
        {
            foreach (string pattern in block.Patterns.Where(SshPattern.IsPattern)) draft.PassOver(block.Line, $"{block.Where}{Quoted.Of(pattern)} is a pattern and names no one host.");
            // A name that stands twice is one host: ssh joins what both places say.
            List<string> names = [.. block.Patterns.Where(p => !SshPattern.IsPattern(p) && seen.Add(p))];
            if (names.Count == 0) return;
            bool oneMachine = block.HostName is { } own && !own.Contains('%', StringComparison.Ordinal);
            if (oneMachine) draft.Add(Row(block.Line, names[0], names[1..], Address(names[0], literal, withPatterns)));
            else foreach (string name in names) draft.Add(Row(block.Line, name, [], Address(name, literal, withPatterns)));
        }

        /// <summary>
        /// The host keeps its name as its address, so that ssh's configuration goes on saying how it is reached: user, key, port and jump hosts
        /// stand in the block of that name. Where it leads to is a further name, by which findings find it.
        /// </summary>
        private static HostRow Row(int line, string name, IEnumerable<string> others, string? address) =>
            InventoryDraft.Row(line, name, [], aliases: [.. others, .. address is null || address.Equals(name, StringComparison.OrdinalIgnoreCase) ? Array.Empty<string>() : [address]]);

        /// <summary>ssh takes the first HostName of all blocks that fit the name; "%h" and "%n" in it are the name itself (ssh_config(5), TOKENS).</summary>
        private static string? Address(string name, Dictionary<string, Block> literal, List<Block> withPatterns)
        {
            Block? first = literal.GetValueOrDefault(name);
            if (first is not null && !SshPattern.Matches(first.Patterns, name)) first = null;
            Block? general = withPatterns.FirstOrDefault(b => SshPattern.Matches(b.Patterns, name));
            if (general is not null && (first is null || general.Order < first.Order)) first = general;
            return first?.HostName?.Replace("%%", "%", StringComparison.Ordinal).Replace("%h", name, StringComparison.Ordinal).Replace("%n", name, StringComparison.Ordinal);
        }

        private void Include(string pattern, int number, string where, int depth, Block? block)
        {
            if (depth >= InventoryLimits.MaxDepth)
            {
                draft.Reject(number, $"{where}Include is nested deeper than {InventoryLimits.MaxDepth} files.");
                return;
            }
            IReadOnlyList<InventoryPart> found = parts(pattern);
            if (found.Count == 0) draft.PassOver(number, $"{where}Include {Quoted.Of(pattern)} fits no file.");
            foreach (InventoryPart part in found)
            {
                if (++files > InventoryLimits.MaxFiles) throw InventoryLimits.Invalid($"The file includes more than {InventoryLimits.MaxFiles:N0} others.");
                if (part.Bytes.Length == 0) continue;
                File(InventoryText.Decode(part.Bytes), $"in {Quoted.Of(part.Name)}: ", depth + 1, block);
            }
        }
    }
}
