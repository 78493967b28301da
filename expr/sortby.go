package expr

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// SortBy reads a user's choice, as in "name,-created", from an allow list. An unknown name is an error that names those that are
// allowed.
func SortBy(allowed map[string]Node, input string) ([]Ordering, error) {
	var out []Ordering
	for _, f := range strings.Split(input, ",") {
		f = strings.TrimSpace(f)
		if f == "" {
			continue
		}
		name, down := strings.CutPrefix(f, "-")
		n, ok := allowed[name]
		if !ok {
			return nil, fmt.Errorf("azoth: cannot sort by %q (one can sort by %s)", name, strings.Join(slices.Sorted(maps.Keys(allowed)), ", "))
		}
		o := OrderOf(n)
		if down {
			o = o.Reverse()
		}
		out = append(out, o)
	}
	return out, nil
}
