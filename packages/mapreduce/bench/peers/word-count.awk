# A space as the separator of fields is any white space in awk: the sample has single spaces only.
{ for (i = 1; i <= NF; i += 1) counts[$i] += 1 }
END { for (word in counts) print word "\t" counts[word] }
