using System;
using System.Collections.Generic;
using System.IO;
using System.Security;

/// <summary>A plain program of tests, which writes what JUnit would.</summary>
public static class Tests
{
    static readonly Dictionary<string, Action> All = new Dictionary<string, Action>
    {
        { "small numbers", () => { Expect("III", Roman.Of(3)); Expect("IV", Roman.Of(4)); } },
        { "a year", () => Expect("MCMXCIV", Roman.Of(1994)) },
        { "there is no zero", () => ExpectRefused(0) },
    };

    public static int Main(string[] arguments)
    {
        int failed = 0;
        var cases = new List<string>();
        foreach (var test in All)
        {
            string failure = "";
            try { test.Value(); }
            catch (Exception error)
            {
                failed += 1;
                failure = "<failure message=\"" + SecurityElement.Escape(error.Message) + "\"/>";
            }
            cases.Add("<testcase classname=\"Roman\" name=\"" + test.Key + "\">" + failure + "</testcase>");
        }
        File.WriteAllText(arguments[0], "<testsuite name=\"Roman\" tests=\"" + All.Count + "\" failures=\"" + failed + "\">" + string.Join("\n", cases) + "</testsuite>");
        return failed == 0 ? 0 : 1;
    }

    static void Expect(string expected, string value)
    {
        if (expected != value) throw new Exception("expected " + expected + ", got " + value);
    }

    static void ExpectRefused(int number)
    {
        try { Roman.Of(number); }
        catch (ArgumentOutOfRangeException) { return; }
        throw new Exception(number + " was not refused");
    }
}
