using System;
using System.Text;

/// <summary>Numbers as the Romans wrote them.</summary>
public static class Roman
{
    static readonly int[] Values = { 1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1 };
    static readonly string[] Signs = { "M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I" };

    public static string Of(int number)
    {
        if (number < 1 || number > 3999) throw new ArgumentOutOfRangeException("number");
        var text = new StringBuilder();
        for (int index = 0; index < Values.Length; index += 1)
        {
            for (; number >= Values[index]; number -= Values[index]) text.Append(Signs[index]);
        }
        return text.ToString();
    }
}
