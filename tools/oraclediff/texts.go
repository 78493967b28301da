package main

import (
	"math/bits"
	"regexp"
	"slices"
	"strings"
)

// rewrite takes one way of saying the same out of a text.
type rewrite struct {
	name string
	// deliberate says that docs/differences.md has it.
	deliberate bool
	apply      func(sql string) string
}

// rewrites are the ways that are known. Parentheses are the last to be taken away.
var rewrites = []rewrite{
	{"parentheses", false, replacing(`[()]`, "")},
	{"a function or CASE as a condition is compared with 1 or 0", false, replacing(`\bNOT | = [01]\b`, "")},
	{"frames are literals", true, replacing(`(?:\d+|\?) (PRECEDING|FOLLOWING)`, "? $1")},
	{"the type that a divisor is cast to", false, replacing(`AS (?:DOUBLE PRECISION|NUMERIC(?:\(10, 2\))?)`, "AS NUMERIC")},
	{"nested concat", false, replacing(`concat\(|\)`, "")},
	{"numbers of made names", false, replacing(`\banon_\d+`, "anon")},
	{"columns of RETURNING with their table", false, bareReturning},
}

func replacing(from, to string) func(string) string {
	re := regexp.MustCompile(from)
	return func(sql string) string { return re.ReplaceAllString(sql, to) }
}

var bare = replacing(`\b\w+\.(\w+)`, "$1")

// bareReturning is sql with the names of columns only behind RETURNING.
func bareReturning(sql string) string {
	head, returned, ok := strings.Cut(sql, " RETURNING ")
	if !ok {
		return sql
	}
	return head + " RETURNING " + bare(returned)
}

// sets are the sets of rewrites, the smallest first.
var sets = func() (out []int) {
	for s := range 1 << len(rewrites) {
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b int) int { return bits.OnesCount(uint(a)) - bits.OnesCount(uint(b)) })
	return out
}()

// kindOf is how two texts differ: by the fewest rewrites that make them equal, otherwise by the first words that differ.
func kindOf(ours, theirs string) string {
	for _, set := range sets {
		a, b := ours, theirs
		var names []string
		for i, r := range slices.Backward(rewrites) {
			if set&(1<<i) == 0 {
				continue
			}
			a, b = r.apply(a), r.apply(b)
			name := r.name
			if r.deliberate {
				name += " (docs/differences.md)"
			}
			names = append(names, name)
		}
		if a == b {
			return strings.Join(names, " + ")
		}
	}
	return "unknown: " + firstWords(ours, theirs)
}

var (
	tokens = regexp.MustCompile(`'(?:[^']|'')*'|\$\d+|\w+|[<>!=|]+|\S`)
	named  = regexp.MustCompile(`^(?:[a-z_]+|[a-z]+_?\d+|\$\d+|\d+)$`)
)

// firstWords are the words at the first difference, without names and numbers.
func firstWords(ours, theirs string) string {
	a, b := tokens.FindAllString(ours, -1), tokens.FindAllString(theirs, -1)
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return around(a, i) + "   theirs: " + around(b, i)
}

func around(ts []string, at int) string {
	var out []string
	for _, t := range ts[max(min(at, len(ts))-1, 0):min(at+3, len(ts))] {
		if named.MatchString(t) {
			t = "x"
		}
		out = append(out, t)
	}
	return strings.Join(out, " ")
}
