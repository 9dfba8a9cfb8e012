using System.Text;

namespace Cockpit.Simulation;

/// <summary>
/// Chance as a pure function: the same seed and the same question give the same answer, in any order and in any process.
/// That is what lets a killed demo go on as it was, and a simulator's failure be played again.
/// </summary>
public static class Dice
{
    /// <summary>0 or more and below 1.</summary>
    public static double Roll(ulong seed, string question)
    {
        // FNV-1a over the question, mixed with the seed by SplitMix64 (Steele, Lea and Flood, 2014).
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(question)) hash = (hash ^ b) * 1099511628211;
        ulong z = hash ^ (seed * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
