package sqlite

import (
	"regexp"

	zs "zombiezen.com/go/sqlite"
)

// addRegexp gives the connection the function that SQLite calls for x REGEXP pattern, and does not have itself.
func addRegexp(zc *zs.Conn, l layout) error {
	return zc.CreateFunction("regexp", &zs.FunctionImpl{
		NArgs: 2, Deterministic: true, AllowIndirect: true,
		Scalar: func(ctx zs.Context, args []zs.Value) (zs.Value, error) {
			matches, err := regexpMatch(ctx, args[0], args[1])
			if err != nil {
				l.failFunction(&ctx)
				return zs.TextValue("REGEXP: " + err.Error()), nil
			}
			return matches, nil
		},
	})
}

// regexpMatch tells whether the pattern, in the syntax of Go, matches a part of x. NULL matches nothing and is matched by nothing.
func regexpMatch(ctx zs.Context, pattern, x zs.Value) (zs.Value, error) {
	if pattern.Type() == zs.TypeNull || x.Type() == zs.TypeNull {
		return zs.Value{}, nil
	}
	re, err := patternOf(ctx, pattern)
	if err != nil || !re.MatchString(x.Text()) {
		return zs.IntegerValue(0), err
	}
	return zs.IntegerValue(1), nil
}

// patternOf is the compiled pattern. SQLite keeps it for the rows that follow, as long as the argument is the same.
func patternOf(ctx zs.Context, pattern zs.Value) (*regexp.Regexp, error) {
	if re, ok := ctx.AuxData(0).(*regexp.Regexp); ok {
		return re, nil
	}
	re, err := regexp.Compile(pattern.Text())
	if err == nil {
		ctx.SetAuxData(0, re)
	}
	return re, err
}
