package expr

// IContains is Contains without regard to case: lower(e) LIKE '%' || lower(?) || '%' ESCAPE '/'. Wildcards in s are escaped.
// SQLAlchemy: icontains(autoescape=True).
func (e Text[R]) IContains(s string) Bool { return e.pattern(OpIContains, s) }

// IStartsWith is StartsWith without regard to case. Wildcards in s are escaped. SQLAlchemy: istartswith(autoescape=True).
func (e Text[R]) IStartsWith(s string) Bool { return e.pattern(OpIStartsWith, s) }

// IEndsWith is EndsWith without regard to case. Wildcards in s are escaped. SQLAlchemy: iendswith(autoescape=True).
func (e Text[R]) IEndsWith(s string) Bool { return e.pattern(OpIEndsWith, s) }

// LikeEscape renders e LIKE ? ESCAPE 'escape': a wildcard behind the character escape is none. SQLAlchemy: like(escape=...).
func (e Text[R]) LikeEscape(pattern, escape string) Bool {
	return flagged(e.b, OpLike, pattern, escape)
}

// ILikeEscape is LikeEscape without regard to case. SQLAlchemy: ilike(escape=...).
func (e Text[R]) ILikeEscape(pattern, escape string) Bool {
	return flagged(e.b, OpILike, pattern, escape)
}
