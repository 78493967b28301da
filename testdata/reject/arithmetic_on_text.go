package reject

// Text has no arithmetic.
var _ = Users.Name.Add("x") /* ERROR "" */
