package oracle

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/types"
)

// Generic is the type of package types that is most like it; nil for an address of a row and a vector.
//
// SQLAlchemy: TypeEngine.as_generic.
func (t ExactType) Generic() types.Type {
	if _, seconds, ok := strings.Cut(t.Name, " TO SECOND"); ok {
		return types.IntervalType{Precision: secondsOf(seconds)}
	}
	g, err := types.AsGeneric(types.Raw(t.Name))
	if err != nil {
		return nil
	}
	return g
}

// secondsOf is the number in (5), as types have it; 0 if there is none.
func secondsOf(digits string) int {
	n, err := strconv.Atoi(strings.Trim(digits, "()"))
	switch {
	case err != nil:
		return 0
	case n == 0:
		return -1
	}
	return n
}
