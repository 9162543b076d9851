"""What a person looks at: the pages of the local Ads APIs, and their switches."""
