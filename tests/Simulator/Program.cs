using System.Globalization;
using Cockpit.Simulator;
using Cockpit.Simulator.Checkers;
using Cockpit.Simulator.Mutants;
using Cockpit.Simulator.World;

// Usage: [--seeds N] [--from S]   runs seeds S to S+N-1 and checks every rule (3,000 from 1 if nothing is said)
//        --seed S [--trace]       plays one seed again
//        --mutants [--seeds N]    runs each broken variant until a checker notices it

const int DefaultSeeds = 3000, SeedsPerMutant = 2000;
ulong from = 1;
int? seeds = null;
ulong? only = null;
bool trace = false, mutants = false;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--seeds": seeds = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--from": from = ulong.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--seed": only = ulong.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--trace": trace = true; break;
        case "--mutants": mutants = true; break;
        default:
            Console.Error.WriteLine($"{args[i]} is not known. --seeds N, --from S, --seed S, --trace, --mutants.");
            return 2;
    }
}
return mutants ? RunMutants() : only is { } one ? Replay(one) : RunSeeds();

int RunSeeds()
{
    int passed = 0, failed = 0;
    long facts = 0;
    var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
    for (ulong seed = from; seed < from + (ulong)(seeds ?? DefaultSeeds); seed++)
    {
        Evidence evidence = new Run(seed, null).Go();
        var broken = Violations(evidence).ToList();
        facts += evidence.Facts.Count;
        foreach (Fact fact in evidence.Facts)
        {
            string kind = fact is Committed c ? c.Event.GetType().Name : fact.GetType().Name;
            seen[kind] = seen.GetValueOrDefault(kind) + 1;
        }
        if (broken.Count == 0)
        {
            passed++;
            continue;
        }
        failed++;
        if (failed <= 10) foreach (string line in broken.Take(5)) Console.WriteLine($"seed {seed}: {line}");
    }
    Console.WriteLine($"{facts:N0} things happened: {string.Join(", ", seen.Select(k => $"{k.Key} {k.Value:N0}"))}.");
    if (failed > 0) Console.WriteLine("Play one again: --seed S --trace");
    Console.WriteLine($"{passed} passed, {failed} failed");
    return failed == 0 ? 0 : 1;
}

int Replay(ulong seed)
{
    Evidence evidence = new Run(seed, null).Go();
    if (trace) foreach (Fact fact in evidence.Facts) Console.WriteLine(Trace.Line(fact));
    var broken = Violations(evidence).ToList();
    foreach (string line in broken) Console.WriteLine($"seed {seed}: {line}");
    Console.WriteLine(broken.Count == 0 ? "1 passed, 0 failed" : "0 passed, 1 failed");
    return broken.Count == 0 ? 0 : 1;
}

int RunMutants()
{
    int caught = 0, survived = 0;
    foreach (Mutant mutant in AllMutants.List)
    {
        IChecker checker = AllCheckers.List.Single(c => c.Rule == mutant.Rule);
        ulong? by = null;
        string what = "";
        for (ulong seed = from; by is null && seed < from + (ulong)(seeds ?? SeedsPerMutant); seed++)
        {
            if (checker.Violations(new Run(seed, mutant).Go()).FirstOrDefault() is { } violation) (by, what) = (seed, violation);
        }
        if (by is not null) caught++;
        else survived++;
        Console.WriteLine($"{mutant.Rule,-40} {mutant.Name,-62} {(by is { } s ? $"seed {s}: {what}" : "SURVIVED")}");
    }
    foreach (IChecker checker in AllCheckers.List.Where(c => AllMutants.List.All(m => m.Rule != c.Rule)))
    {
        survived++;
        Console.WriteLine($"{checker.Rule,-40} has no mutant: nobody knows whether it notices anything");
    }
    Console.WriteLine($"{caught} passed, {survived} failed");
    return survived == 0 ? 0 : 1;
}

static IEnumerable<string> Violations(Evidence evidence) => AllCheckers.List.SelectMany(c => c.Violations(evidence).Select(v => $"{c.Rule}: {v}"));
